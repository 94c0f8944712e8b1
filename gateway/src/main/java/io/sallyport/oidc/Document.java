package io.sallyport.oidc;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A JSON document as it is served.
 *
 * @param body its bytes; never changed
 * @param etag a strong validator, quotes included (RFC 9110 §8.8.3)
 */
public record Document(Buffer body, String etag) {

    private static final int TAG_BYTES = 12;

    /** The document of that text, tagged by its content, so that all nodes tag it alike. */
    public static Document of(Buffer body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return new Document(body, '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
