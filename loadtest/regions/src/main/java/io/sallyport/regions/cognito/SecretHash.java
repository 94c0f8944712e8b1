package io.sallyport.regions.cognito;

import com.nimbusds.jose.util.Base64;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The service's {@code SECRET_HASH}: HMAC-SHA256 of name and client under the client's secret, in base64. */
final class SecretHash {

    private static final String ALGORITHM = "HmacSHA256";

    private SecretHash() {}

    static String of(String username, String clientId, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.encode(mac.doFinal((username + clientId).getBytes(StandardCharsets.UTF_8)))
                    .toString();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
