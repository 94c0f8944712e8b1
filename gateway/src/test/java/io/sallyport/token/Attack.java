package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A token that must be refused.
 *
 * @param name says how it attacks
 * @param keys what the gateway has in hand at that time
 * @param policy what is demanded
 * @param refusal why it is refused
 */
public record Attack(String name, String token, VerificationKeys keys, Policy policy, Refusal refusal) {

    static final TokenMint RSA = TokenMint.rs256("rsa");
    static final TokenMint EC = TokenMint.of("ec", Algorithm.ES256);
    static final TokenMint ED = TokenMint.of("ed", Algorithm.EDDSA);
    /** A genuine key of another issuer, which the gateway knows too. */
    static final TokenMint FOREIGN = TokenMint.rs256("foreign");

    static final KeysInMemory KEYS = new KeysInMemory()
            .with(ISSUER, RSA.jwk())
            .with(ISSUER, EC.jwk())
            .with(ISSUER, ED.jwk())
            .with("https://other.example.com", FOREIGN.jwk());

    static Attack of(String name, String token, Refusal refusal) {
        return new Attack(name, token, KEYS, Policy.ANY, refusal);
    }

    /** A good token but for its header. */
    static Attack header(String name, Consumer<Map<String, Object>> change, Refusal refusal) {
        Map<String, Object> header = RSA.header();
        change.accept(header);
        return of(name, RSA.token(header, SampleClaims.good()), refusal);
    }

    /** A good token but for its claims. */
    static Attack claims(String name, Consumer<Map<String, Object>> change, Refusal refusal) {
        Map<String, Object> claims = SampleClaims.good();
        change.accept(claims);
        return of(name, RSA.token(claims), refusal);
    }

    /** A token whose key is published like this. */
    static Attack jwk(String name, TokenMint mint, Consumer<Map<String, Object>> change, Refusal refusal) {
        Map<String, Object> jwk = mint.jwk();
        change.accept(jwk);
        KeysInMemory keys = new KeysInMemory().with(ISSUER, jwk);
        return new Attack(name, mint.token(SampleClaims.good()), keys, Policy.ANY, refusal);
    }

    @Override
    public String toString() {
        return name;
    }
}
