package io.sallyport.oidc.affinity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * By what the requests of a flow can be told from those of another tab's: short digests of the parameters of its authorization
 * request and of the redirects within the provider, {@code client_id}, {@code state} and the like. Two flows that share one by
 * chance are told apart by the others.
 *
 * @param digests in order, the first ones kept where there are too many
 */
record Marks(Set<Integer> digests) {

    /** So many fit a cookie with much room to spare. */
    private static final int MOST = 48;

    Marks {
        digests = digests.stream().limit(MOST).collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    /** Of a query without its question mark. */
    static Marks of(String query) {
        Set<Integer> digests = new LinkedHashSet<>();
        Stream.of(query.split("&", -1))
                .filter(parameter -> parameter.indexOf('=') >= 0)
                .limit(MOST)
                .forEach(parameter -> digests.add(digest(parameter)));
        return new Marks(digests);
    }

    /** Of an authorization request: its parameters, and all of it as one, by which the same request is known again. */
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
        return digest("?" + query);
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
