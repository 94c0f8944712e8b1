package io.sallyport.scenarios.endtoend;

import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.log.LogKey;
import io.sallyport.regions.token.KeyRing;
import io.sallyport.regions.token.SigningKeyFile;
import io.sallyport.regions.token.TokenMint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Tokens that must not pass. */
final class Forgery {

    private Forgery() {}

    /** The token with another client's name in its claims; the signature stays. */
    static String tampered(String token) {
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encoded(claims.replace("demo-service", "demo-web")) + "." + parts[2];
    }

    /** The same claims, with a header that says that nobody signed, and no signature. */
    static String unsigned(String token) {
        String header = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        return header + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A token as the primary issued them, with its very own key, before {@code expiry} passed. */
    static String expired(RunningDemo demo, Instant expiry) throws Exception {
        Path data = demo.regionsData();
        KeyRing keys = SigningKeyFile.loadOrGenerate(
                data.resolve("signing-keys-" + RunningDemo.PRIMARY + ".sealed"),
                LogKey.load(data.resolve("key.json"))::aead);
        RegisteredClient service =
                new RegisteredClient("demo-service", null, List.of(), List.of(), Set.of(), Set.of(), Set.of(), false);
        InstantSource clock = InstantSource.fixed(expiry.minus(TokenMint.LIFETIME));
        return new TokenMint(demo.publicUrl(), keys, clock)
                .access(service, "orders/read")
                .getValue();
    }
}
