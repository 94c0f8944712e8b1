package io.sallyport.oidc.reissue;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.token.IdToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The token that another was made of, as that one carries it, sealed: its header, its signature, its region, and what differs
 * of its payload. With the payload itself the new token would be twice as long, and many clients keep it in a cookie.
 */
final class Original {

    private static final byte VERSION = 1;
    private static final String LABEL = "sallyport original id token";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final RegionName region;
    private final byte[] header;
    private final byte[] signature;
    private final WayBack back;

    private Original(RegionName region, byte[] header, byte[] signature, WayBack back) {
        this.region = region;
        this.header = header;
        this.signature = signature;
        this.back = back;
    }

    /** Of a region's token. */
    static Original of(RegionName region, IdToken token, WayBack back) {
        return new Original(region, token.header(), token.signature(), back);
    }

    /** What the new token's claim says. */
    String sealed(KeyRing ring) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            WayBack.write(out, region.value().getBytes(StandardCharsets.US_ASCII));
            WayBack.write(out, header);
            WayBack.write(out, signature);
            back.writeTo(out);
            return ENCODER.encodeToString(ring.seal(bytes.toByteArray(), LABEL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a token that the gateway signed; empty where its claim does not open. */
    static Optional<Original> of(IdToken reissued, KeyRing ring) {
        return claim(reissued.payload()).flatMap(seal -> ring.open(seal, LABEL)).flatMap(Original::parse);
    }

    /** The last member of the payload, as {@link PayloadText} wrote it. */
    private static Optional<byte[]> claim(byte[] payload) {
        String text = WayBack.text(payload);
        String lead = "\"" + IdToken.ORIGINAL + "\":\"";
        int from = text.lastIndexOf(lead) + lead.length();
        int to = text.length() - "\"}".length();
        try {
            return from < lead.length() || from > to
                    ? Optional.empty()
                    : Optional.of(Base64.getUrlDecoder().decode(text.substring(from, to)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Original> parse(byte[] content) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            RegionName region = new RegionName(new String(WayBack.read(in), StandardCharsets.US_ASCII));
            return Optional.of(new Original(region, WayBack.read(in), WayBack.read(in), WayBack.readFrom(in)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where it was given. */
    RegionName region() {
        return region;
    }

    /** Its text, as its region gave it. */
    String text(byte[] newPayload) {
        return ENCODER.encodeToString(header)
                + '.'
                + ENCODER.encodeToString(back.from(newPayload))
                + '.'
                + ENCODER.encodeToString(signature);
    }
}
