package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One published key an algorithm, and as many that only claim to be one. Both libraries read the same JWKs. */
final class DifferentialKeys {

    private static final Map<Algorithm, TokenMint> GENUINE = mints();
    private static final Map<Algorithm, TokenMint> IMPOSTORS = mints();

    private DifferentialKeys() {}

    static TokenMint of(Algorithm algorithm) {
        return get(GENUINE, algorithm);
    }

    /** Another key under the mint's id. */
    static TokenMint impostor(TokenMint mint) {
        return get(IMPOSTORS, algorithm(mint));
    }

    /** An algorithm that the mint's key could serve but is not published for; its own where there is none. */
    static Algorithm sibling(Random random, TokenMint mint) {
        Algorithm own = algorithm(mint);
        List<Algorithm> others = Arrays.stream(Algorithm.values())
                .filter(other -> other != own && other.family() == own.family())
                .toList();
        return others.isEmpty() ? own : others.get(random.nextInt(others.size()));
    }

    static KeysInMemory inMemory() {
        KeysInMemory keys = new KeysInMemory();
        GENUINE.values().forEach(mint -> keys.with(ISSUER, mint.jwk()));
        return keys;
    }

    static String jwks() {
        return TokenMint.jwks(GENUINE.values().toArray(TokenMint[]::new));
    }

    private static Map<Algorithm, TokenMint> mints() {
        TokenMint rsa = TokenMint.rs256("rsa");
        Map<Algorithm, TokenMint> mints = new EnumMap<>(Algorithm.class);
        for (Algorithm algorithm : Algorithm.values()) {
            String kid = algorithm.joseName();
            boolean isRsa = algorithm.family() == Algorithm.Family.RSA;
            mints.put(algorithm, isRsa ? rsa.as(kid, algorithm) : TokenMint.of(kid, algorithm));
        }
        return mints;
    }

    private static Algorithm algorithm(TokenMint mint) {
        Algorithm named = Algorithm.named(mint.kid());
        if (named == null) {
            throw new IllegalArgumentException(mint.kid());
        }
        return named;
    }

    private static TokenMint get(Map<Algorithm, TokenMint> mints, Algorithm algorithm) {
        TokenMint mint = mints.get(algorithm);
        if (mint == null) {
            throw new IllegalStateException(algorithm.joseName());
        }
        return mint;
    }
}
