package io.sallyport.scenarios.drill.load;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the regions apart by the keys with which they sign.
 *
 * @param sideByKeyId the key ids of both regions' JWKS
 */
public record Signers(Map<String, Side> sideByKeyId) {

    /** Copies. */
    public Signers {
        sideByKeyId = Map.copyOf(sideByKeyId);
    }

    /** Who signed this compact JWS; null where its key is neither's. */
    @Nullable
    Side of(String jws) {
        try {
            byte[] header = Base64.getUrlDecoder().decode(jws.substring(0, Math.max(0, jws.indexOf('.'))));
            return sideByKeyId.get(new JsonObject(new String(header, StandardCharsets.UTF_8)).getString("kid", ""));
        } catch (IllegalArgumentException | DecodeException noJws) {
            return null;
        }
    }
}
