package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.RegionHints;
import io.sallyport.oidc.text.FormText;
import io.sallyport.oidc.text.PageText;
import io.sallyport.oidc.text.Spliced;
import io.sallyport.operation.Operation;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a browser takes back to its client: the region in the code, and the one issuer that the client knows (RFC 9207), in the
 * place of that of the region which happened to answer.
 */
final class ClientReturns {

    private static final Set<String> ISS = Set.of("iss");

    /** An ID token beside a code (OpenID Connect Core §3.3) and a JARM response are signed over the code as it was. */
    private static final Set<String> SIGNED = Set.of("id_token", "response");

    private final RegionHints hints;
    private final Set<String> issuers;
    private final String issuer;

    /**
     * Makes the rule.
     *
     * @param issuers those of the regions; any other is the client's to refuse
     * @param issuer the one that discovery names
     */
    ClientReturns(RegionHints hints, Set<String> issuers, String issuer) {
        this.hints = hints;
        this.issuers = Set.copyOf(issuers);
        this.issuer = issuer;
    }

    /** Whether a redirect brings the client what no gateway can change. */
    static boolean isSignedRedirect(String location) {
        int from = parametersFrom(location);
        if (from < 0) {
            return false;
        }
        // A fragment's parameters stand behind the query's, as if they were one text.
        String parameters = location.substring(from + 1).replace('#', '&');
        return !new FormText(parameters).find(SIGNED).isEmpty();
    }

    /** Whether a page posts such a thing. */
    static boolean isSignedPage(Buffer page, Predicate<String> leaves) {
        boolean[] isFound = new boolean[1];
        new PageText(page.toString(StandardCharsets.ISO_8859_1)).edited(SIGNED, leaves, (name, value) -> {
            isFound[0] = true;
            return null;
        });
        return isFound[0];
    }

    /** A redirect to the client. */
    String inRedirect(Operation operation, RegionName region, String location) {
        int from = parametersFrom(location);
        int hash = from < 0 ? -1 : location.indexOf('#', from + 1);
        if (from < 0) {
            return location;
        }
        String parameters = location.substring(from + 1, hash < 0 ? location.length() : hash);
        String named = location.substring(0, from + 1)
                + new FormText(parameters).edited(ISS, this::known)
                + (hash < 0 ? "" : '#' + new FormText(location.substring(hash + 1)).edited(ISS, this::known));
        return hints.inRedirect(operation, region, named);
    }

    /** A page that posts to the client; the same buffer where it does not. */
    Buffer inPage(Operation operation, RegionName region, Buffer page, Predicate<String> leaves) {
        String html = page.toString(StandardCharsets.ISO_8859_1);
        String named = new PageText(html).edited(ISS, leaves, this::known);
        Buffer there = named.equals(html) ? page : Buffer.buffer(named.getBytes(StandardCharsets.ISO_8859_1));
        return hints.inPage(operation, region, there, leaves);
    }

    private static int parametersFrom(String location) {
        int query = location.indexOf('?');
        int hash = location.indexOf('#');
        return query < 0 || (hash >= 0 && hash < query) ? hash : query;
    }

    /** To be used as a {@link Spliced.Edit}. */
    private @Nullable String known(String name, String value) {
        return issuers.contains(value) && !value.equals(issuer) ? issuer : null;
    }
}
