package io.sallyport.scenarios.jmh;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sallyport.token.Algorithm;
import io.sallyport.token.JwkReader;
import io.sallyport.token.VerificationKey;
import java.time.Instant;
import java.util.Date;

/**
 * An access token of Cognito's form and size, freshly signed.
 *
 * @param text the compact JWS
 * @param key of its issuer
 */
record SampleToken(String text, VerificationKey key) {

    /** Who signs. */
    static final String ISSUER = "https://cognito-idp.us-west-2.amazonaws.com/us-west-2_Example01";
    /** When it is verified. */
    static final Instant NOW = Instant.ofEpochSecond(1_795_000_000L);

    private static final String KID = "8LCfcYQPZhSV6WOc0Nw1OPy2QOgYzVyzmHYmYsYkmrY=";
    private static final int LIFE_SECONDS = 900;

    static SampleToken of(Algorithm algorithm) {
        try {
            JWK jwk = key(algorithm);
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.joseName()))
                    .keyID(KID)
                    .type(JOSEObjectType.JWT)
                    .build();
            SignedJWT jwt = new SignedJWT(header, claims());
            jwt.sign(signer(jwk));
            VerificationKey key = JwkReader.read(jwk.toPublicJWK(), "us-west-2").orElseThrow();
            return new SampleToken(jwt.serialize(), key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .subject("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")
                .issuer(ISSUER)
                .claim("client_id", "1example23456789abcdefghij")
                .claim("origin_jti", "11111111-2222-3333-4444-555555555555")
                .claim("event_id", "66666666-7777-8888-9999-000000000000")
                .claim("token_use", "access")
                .claim("scope", "openid profile email orders/read orders/write")
                .claim("auth_time", NOW.getEpochSecond() - 60)
                .expirationTime(Date.from(NOW.plusSeconds(LIFE_SECONDS)))
                .issueTime(Date.from(NOW.minusSeconds(10)))
                .jwtID("aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb")
                .claim("username", "alice.example")
                .build();
    }

    private static JWK key(Algorithm algorithm) throws JOSEException {
        return switch (algorithm.family()) {
            case RSA -> new RSAKeyGenerator(2048).keyID(KID).generate();
            case P_256 -> new ECKeyGenerator(Curve.P_256).keyID(KID).generate();
            case P_384 -> new ECKeyGenerator(Curve.P_384).keyID(KID).generate();
            case P_521 -> new ECKeyGenerator(Curve.P_521).keyID(KID).generate();
            case ED25519 -> new OctetKeyPairGenerator(Curve.Ed25519).keyID(KID).generate();
        };
    }

    private static JWSSigner signer(JWK jwk) throws JOSEException {
        return switch (jwk.getKeyType().getValue()) {
            case "RSA" -> new RSASSASigner(jwk.toRSAKey());
            case "EC" -> new ECDSASigner(jwk.toECKey());
            default -> new Ed25519Signer(jwk.toOctetKeyPair());
        };
    }
}
