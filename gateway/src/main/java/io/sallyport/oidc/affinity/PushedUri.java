package io.sallyport.oidc.affinity;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.login.AuthorizationRequest;
import io.sallyport.oidc.login.ReturnAddress;
import io.sallyport.operation.HintKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The reference to a pushed authorization request (RFC 9126 §2.2) as its client has it: with the prefix of its region, and,
 * sealed, where its answer is to go. Should that region die, it alone knew the request, and nobody else could tell the client.
 */
final class PushedUri {

    /** What every reference begins with, and keeps. */
    static final String URN = "urn:ietf:params:oauth:request_uri:";

    private static final char END = '~';
    private static final String LABEL = "sallyport return address of a pushed request";

    private final KeyRing ring;
    private final RegionPrefix prefix;

    PushedUri(KeyRing ring, RegionPrefix prefix) {
        this.ring = ring;
        this.prefix = prefix;
    }

    /**
     * The reference for the client.
     *
     * @param rest what stands behind the URN in the region's
     * @param address from a request that the region has accepted; null where it names none
     */
    String given(RegionName region, String rest, @Nullable ReturnAddress address) {
        String whole = (address == null ? "" : sealed(address)) + END + rest;
        return URN + prefix.of(HintKind.REQUEST_URI, region, whole) + whole;
    }

    /** What stands behind the URN in the region's reference. */
    static String rest(String whole) {
        return whole.substring(whole.indexOf(END) + 1);
    }

    /** Where the answer goes; null where that is not known. */
    @Nullable
    ReturnAddress address(String whole) {
        int end = whole.indexOf(END);
        if (end <= 0) {
            return null;
        }
        return ring.open(Base64.getUrlDecoder().decode(whole.substring(0, end)), LABEL)
                .map(text -> new AuthorizationRequest(new String(text, StandardCharsets.US_ASCII)).returnAddress())
                .orElse(null);
    }

    private String sealed(ReturnAddress address) {
        byte[] text = address.text().getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ring.seal(text, LABEL));
    }
}
