package io.sallyport.oidc.affinity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By what the requests of a flow can be told from those of another tab's: short digests of the parameters of its authorization
 * request and of the redirects within the provider, {@code client_id}, {@code state} and the like, and never of any other. Two flows that share one by
 * chance are told apart by the others.
 *
 * @param digests in order, the first ones kept where there are too many
 */
record Marks(Set<Integer> digests) {

    /** So many fit a cookie with much room to spare. */
    private static final int MOST = 48;

    /**
     * The parameters that mark: those of authorization requests (OAuth, OpenID Connect, Cognito) and the name that a provider
     * gives a login. Short digests of a password, a code or an address could be guessed, so nothing else is looked at.
     */
    private static final Set<String> MARKING = Set.of(
            "client_id",
            "code_challenge",
            "code_challenge_method",
            "flow",
            "identity_provider",
            "idp_identifier",
            "nonce",
            "prompt",
            "redirect_uri",
            "request",
            "request_uri",
            "resource",
            "response_mode",
            "response_type",
            "scope",
            "state");

    Marks {
        digests = digests.stream().limit(MOST).collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    /** Of a query without its question mark. */
    static Marks of(String query) {
        return new Marks(
                marking(query).limit(MOST).map(Marks::digest).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static Stream<String> marking(String query) {
        return Stream.of(query.split("&", -1))
                .filter(parameter -> MARKING.contains(parameter.substring(0, Math.max(0, parameter.indexOf('=')))));
    }

    /** Of an authorization request: its parameters, and all of them as one, by which the same request is known again. */
    static Marks ofBeginning(String query) {
        Set<Integer> digests = new LinkedHashSet<>(Set.of(whole(query)));
        digests.addAll(of(query).digests());
        return new Marks(digests);
    }

    boolean holdsBeginning(String query) {
        return digests.contains(whole(query));
    }

    int inCommonWith(Marks others) {
        return (int) digests.stream().filter(others.digests::contains).count();
    }

    Marks and(Marks others) {
        Set<Integer> all = new LinkedHashSet<>(digests);
        all.addAll(others.digests);
        return new Marks(all);
    }

    private static int whole(String query) {
        return digest("?" + marking(query).collect(Collectors.joining("&")));
    }

    private static int digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
