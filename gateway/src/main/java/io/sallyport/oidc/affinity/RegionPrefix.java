package io.sallyport.oidc.affinity;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.HintKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * The hint that stands before a value on its way to the client: {@link #MARK} and a tag over the value's kind, its region
 * and itself, {@link #LENGTH} characters in all, of letters, digits, {@code -} and {@code _}. The region is not written: it
 * is the one whose tag fits. A prefix cannot be moved to another value, and says nothing to who does not have the ring.
 */
final class RegionPrefix {

    /** What no value of a provider begins with by chance (1 in 2^42 of random ones). */
    static final String MARK = "sally1_";

    /** Characters of a prefix. */
    static final int LENGTH = MARK.length() + 24;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** What a value turned out to be. */
    sealed interface Taken {
        /** It has no prefix. */
        record Plain() implements Taken {}

        /** It has a prefix of this ring, and {@code value} stands behind it. */
        record Known(RegionName region, String value) implements Taken {}

        /** Its prefix was made by somebody else, for another value, or for a region that may not be asked. */
        record Forged() implements Taken {}
    }

    private static final Taken PLAIN = new Taken.Plain();
    private static final Taken FORGED = new Taken.Forged();

    private final KeyRing ring;
    private final List<RegionName> regions;

    /** For hints to these regions; one to any other is forged. */
    RegionPrefix(KeyRing ring, Collection<RegionName> regions) {
        this.ring = ring;
        this.regions = List.copyOf(regions);
    }

    /** The prefix for a value of a region. */
    String of(HintKind kind, RegionName region, String value) {
        return MARK + ENCODER.encodeToString(ring.tag(content(kind, region, value)));
    }

    /** Takes a prefix off. */
    Taken take(HintKind kind, String text) {
        if (!text.startsWith(MARK)) {
            return PLAIN;
        }
        if (text.length() < LENGTH) {
            return FORGED;
        }
        byte[] tag = tag(text);
        String value = text.substring(LENGTH);
        for (RegionName region : regions) {
            if (ring.isTagOf(tag, content(kind, region, value))) {
                return new Taken.Known(region, value);
            }
        }
        return FORGED;
    }

    private static byte[] tag(String text) {
        try {
            return Base64.getUrlDecoder().decode(text.substring(MARK.length(), LENGTH));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Kind and region contain no zero; the value's characters stand as they are, so that no two texts are one. */
    private static byte[] content(HintKind kind, RegionName region, String value) {
        byte[] head =
                ("sallyport region prefix\0" + kind + '\0' + region.value() + '\0').getBytes(StandardCharsets.US_ASCII);
        ByteBuffer content =
                ByteBuffer.allocate(head.length + 2 * value.length()).put(head);
        content.asCharBuffer().put(value);
        return content.array();
    }
}
