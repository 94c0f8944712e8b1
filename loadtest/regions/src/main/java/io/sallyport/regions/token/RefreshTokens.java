package io.sallyport.regions.token;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.crypto.tink.Aead;
import com.nimbusds.jose.util.Base64URL;
import io.sallyport.regions.directory.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Supplier;

/** What a refresh token is made of: nothing, or the session itself. */
public sealed interface RefreshTokens {

    /** A new token for {@code session}, whose digest is not set yet. */
    String make(Session session);

    /** The session that {@code token} carries, if it carries one. */
    Optional<Session> read(String token);

    /** Random tokens: good where the session is known. The replica's are unknown to the primary. */
    record Opaque() implements RefreshTokens {
        @Override
        public String make(Session session) {
            return Secrets.random();
        }

        @Override
        public Optional<Session> read(String token) {
            return Optional.empty();
        }
    }

    /** Tokens that carry their session, sealed by a key of both regions: good in both. */
    record SelfContained(Supplier<Aead> seal) implements RefreshTokens {

        private static final byte[] CONTEXT = "sallyport-regions refresh token".getBytes(StandardCharsets.UTF_8);
        private static final JsonMapper JSON = JsonMapper.builder().build();

        @Override
        public String make(Session session) {
            try {
                byte[] sealed = seal.get().encrypt(JSON.writeValueAsBytes(session), CONTEXT);
                return Base64URL.encode(sealed).toString();
            } catch (IOException | GeneralSecurityException bug) {
                throw new IllegalStateException("cannot seal a refresh token", bug);
            }
        }

        @Override
        public Optional<Session> read(String token) {
            try {
                byte[] json = seal.get().decrypt(new Base64URL(token).decode(), CONTEXT);
                Session carried = JSON.readValue(json, Session.class);
                return Optional.of(carried.withRefreshDigest(Secrets.digest(token)));
            } catch (IOException | GeneralSecurityException notOurs) {
                return Optional.empty();
            }
        }
    }
}
