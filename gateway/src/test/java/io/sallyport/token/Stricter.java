package io.sallyport.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where we refuse on purpose what jose4j takes.
 *
 * @param refusal what we say
 * @param mutations how such tokens were made
 * @param reason why we refuse
 */
record Stricter(Refusal refusal, Set<String> mutations, String reason) {

    private static final Stricter LONG_SIGNATURE = new Stricter(
            Refusal.SIGNATURE,
            Set.of("signature resized"),
            "RFC 8032 section 5.1.7: 64 bytes; older JDKs take a zero byte more");

    private static final List<Stricter> ALL = List.of(
            new Stricter(
                    Refusal.MALFORMED,
                    Set.of("padding", "white space", "stray bits", "standard alphabet", "letter"),
                    "RFC 7515 section 2: base64url without padding; one token has one text, else the digest of a revoked"
                            + " one is evaded"),
            new Stricter(
                    Refusal.MALFORMED,
                    Set.of("JSON form"),
                    "RFC 8259: what is no JSON is read differently by every parser (RFC 8725 section 2.4)"),
            new Stricter(
                    Refusal.MALFORMED,
                    Set.of("text encoding"),
                    "RFC 8725 section 3.7: UTF-8; jose4j replaces what is none"),
            new Stricter(
                    Refusal.MALFORMED,
                    Set.of("odd date"),
                    "RFC 7519 section 2: dates outside 1970 to 9999 are mistakes or tricks"),
            new Stricter(
                    Refusal.MALFORMED,
                    Set.of("type of a claim", "typ"),
                    "RFC 7519 section 4.1, RFC 9068: a known member of another type is not ignored"),
            new Stricter(Refusal.MALFORMED, Set.of("size"), "nesting is bounded before anybody is believed"),
            new Stricter(Refusal.TOO_LARGE, Set.of("size"), "16 KiB a token, 8 KiB a header"),
            LONG_SIGNATURE,
            new Stricter(
                    Refusal.TOKEN_TYPE,
                    Set.of("typ", "kind of token"),
                    "RFC 8725 section 3.11: an ID, refresh or logout token is no access token"),
            new Stricter(
                    Refusal.SENDER_CONSTRAINED,
                    Set.of("kind of token"),
                    "RFC 7800: bound to a key that a bearer did not prove"),
            new Stricter(
                    Refusal.CRITICAL_HEADER,
                    Set.of("b64", "header extension"),
                    "no critical extension is understood here, and RFC 7515 section 4.1.11 forbids an empty list"),
            new Stricter(
                    Refusal.ENCRYPTED, Set.of("header extension"), "RFC 7516 section 9: enc tells a JWE from a JWS"),
            new Stricter(
                    Refusal.NO_KEY_ID,
                    Set.of("no kid"),
                    "RFC 8725 section 3.8: the key is chosen by issuer and key id, never tried out"),
            new Stricter(
                    Refusal.KEY_UNSUITABLE,
                    Set.of("another algorithm of the key"),
                    "RFC 8725 section 3.1: a key is used with the algorithm that it is published for"));

    /** All that must be seen on this JDK, whose Ed25519 is what jose4j has. */
    static Set<Stricter> here() throws GeneralSecurityException {
        Set<Stricter> here = new HashSet<>(ALL);
        if (!takesLongSignatures()) {
            here.remove(LONG_SIGNATURE);
        }
        return here;
    }

    private static boolean takesLongSignatures() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature engine = Signature.getInstance("Ed25519");
        engine.initSign(pair.getPrivate());
        engine.update((byte) 1);
        byte[] signature = engine.sign();
        engine.initVerify(pair.getPublic());
        engine.update((byte) 1);
        try {
            return engine.verify(Arrays.copyOf(signature, signature.length + 1));
        } catch (SignatureException tooLong) {
            return false;
        }
    }

    /** The class to which a disagreement belongs; fails for one that nobody wanted. */
    static Stricter than(String mutation, Refusal refusal, String token) {
        for (Stricter one : ALL) {
            if (one.refusal() == refusal && one.mutations().contains(mutation)) {
                return one;
            }
        }
        throw new AssertionError("refused by us alone: " + mutation + ", " + refusal + ": " + token);
    }
}
