package io.sallyport.token;

import static io.sallyport.token.Attack.RSA;

import java.util.List;

/** Genuine signatures by keys that must not be used so. */
final class KeyAttacks {

    private KeyAttacks() {}

    static List<Attack> all() {
        TokenMint p384 = TokenMint.of("wrong-curve", Algorithm.ES384);
        TokenMint ec = TokenMint.of("ec", Algorithm.ES256);
        TokenMint ed = TokenMint.of("ed", Algorithm.EDDSA);
        return List.of(
                Attack.jwk(
                        "RSA key of 1,024 bits",
                        TokenMint.rsa("weak", Algorithm.RS256, 1024),
                        jwk -> {},
                        Refusal.KEY_UNSUITABLE),
                Attack.jwk(
                        "RSA key of 2,047 bits",
                        TokenMint.rsa("weak", Algorithm.RS256, 2047),
                        jwk -> {},
                        Refusal.KEY_UNSUITABLE),
                Attack.jwk("RSA exponent 1", RSA, jwk -> jwk.put("e", "AQ"), Refusal.UNKNOWN_KEY),
                Attack.jwk("RSA exponent even", RSA, jwk -> jwk.put("e", "BA"), Refusal.KEY_UNSUITABLE),
                Attack.jwk("key for encryption", RSA, jwk -> jwk.put("use", "enc"), Refusal.KEY_UNSUITABLE),
                Attack.jwk(
                        "key that only signs",
                        RSA,
                        jwk -> {
                            jwk.remove("use");
                            jwk.put("key_ops", List.of("sign"));
                        },
                        Refusal.KEY_UNSUITABLE),
                Attack.jwk("key for another algorithm", RSA, jwk -> jwk.put("alg", "RS512"), Refusal.KEY_UNSUITABLE),
                Attack.jwk(
                        "key for an encryption algorithm",
                        RSA,
                        jwk -> jwk.put("alg", "RSA-OAEP-256"),
                        Refusal.KEY_UNSUITABLE),
                Attack.jwk("key for HMAC", RSA, jwk -> jwk.put("alg", "HS256"), Refusal.KEY_UNSUITABLE),
                Attack.jwk(
                        "wrong curve: P-384 key, ES256 token",
                        p384.as("wrong-curve", Algorithm.ES256),
                        jwk -> {
                            jwk.putAll(p384.jwk());
                            jwk.remove("alg");
                        },
                        Refusal.KEY_UNSUITABLE),
                Attack.jwk(
                        "EC point off the curve",
                        ec,
                        jwk -> jwk.put("y", ec.jwk().get("x")),
                        Refusal.UNKNOWN_KEY),
                Attack.jwk(
                        "EC point zero",
                        ec,
                        jwk -> {
                            jwk.put("x", TokenMint.encode(new byte[32]));
                            jwk.put("y", TokenMint.encode(new byte[32]));
                        },
                        Refusal.UNKNOWN_KEY),
                Attack.jwk("EC curve secp256k1", ec, jwk -> jwk.put("crv", "secp256k1"), Refusal.UNKNOWN_KEY),
                Attack.jwk(
                        "Ed25519 point off the curve",
                        ed,
                        jwk -> jwk.put("x", TokenMint.encode(offCurve())),
                        Refusal.UNKNOWN_KEY),
                Attack.jwk(
                        "Ed25519 key too short",
                        ed,
                        jwk -> jwk.put("x", TokenMint.encode(new byte[31])),
                        Refusal.UNKNOWN_KEY),
                Attack.jwk(
                        "symmetric key in the set",
                        RSA,
                        jwk -> {
                            jwk.put("kty", "oct");
                            jwk.put("k", "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I");
                        },
                        Refusal.UNKNOWN_KEY));
    }

    /** y = 2 is no point of edwards25519. */
    private static byte[] offCurve() {
        byte[] y = new byte[32];
        y[0] = 2;
        return y;
    }
}
