package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;

import java.util.Arrays;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** Another library's opinion, asked the same questions: issuer, audience, times with 30 s of skew, the same keys. */
final class Jose4j {

    /** Seconds; jose4j applies its skew to exp and nbf, this one to iat. */
    private static final int SKEW = 30;

    private final JwtConsumer consumer;

    Jose4j(String jwks, String audience) {
        try {
            consumer = new JwtConsumerBuilder()
                    .setVerificationKeyResolver(
                            new JwksVerificationKeyResolver(new JsonWebKeySet(jwks).getJsonWebKeys()))
                    .setJwsAlgorithmConstraints(
                            AlgorithmConstraints.ConstraintType.PERMIT,
                            Arrays.stream(Algorithm.values())
                                    .map(Algorithm::joseName)
                                    .toArray(String[]::new))
                    .setExpectedIssuer(ISSUER)
                    .setExpectedAudience(audience)
                    .setRequireExpirationTime()
                    .setAllowedClockSkewInSeconds(SKEW)
                    .setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                    .setEvaluationTime(NumericDate.fromSeconds(NOW.getEpochSecond()))
                    .build();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean accepts(String token) {
        try {
            consumer.process(token);
            return true;
        } catch (InvalidJwtException | RuntimeException e) {
            // Some bad tokens make it throw what it does not declare: no acceptance either way.
            return false;
        }
    }
}
