package io.sallyport.token;

import static io.sallyport.token.Attack.EC;
import static io.sallyport.token.Attack.RSA;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a header can lie about: the algorithm, the key, how to read the rest. */
final class HeaderAttacks {

    private static final String PAYLOAD = JSONObjectUtils.toJSONString(SampleClaims.good());

    private HeaderAttacks() {}

    static List<Attack> all() {
        List<Attack> attacks = new ArrayList<>();
        for (int upper = 0; upper < 16; upper++) {
            String none = spelled(upper);
            attacks.add(Attack.of("alg '" + none + "', no signature", unsigned(none), Refusal.ALGORITHM));
        }
        for (String none : List.of("", " none", "none ", "n\\u006fne", "none\\u0000", "\u043fone", "null")) {
            attacks.add(Attack.of("alg '" + none + "', no signature", unsigned(none), Refusal.ALGORITHM));
        }
        attacks.add(Attack.of("alg none with a signature", RSA.sign(header("none"), PAYLOAD), Refusal.ALGORITHM));
        attacks.addAll(hmac());
        attacks.addAll(algorithmText());
        attacks.addAll(keyInHeader());
        attacks.addAll(kid());
        attacks.addAll(extensions());
        return attacks;
    }

    /** The word with the letters of these bits in upper case. */
    private static String spelled(int upper) {
        StringBuilder word = new StringBuilder("none");
        for (int i = 0; i < word.length(); i++) {
            if ((upper >> i & 1) == 1) {
                word.setCharAt(i, Character.toUpperCase(word.charAt(i)));
            }
        }
        return word.toString();
    }

    private static List<Attack> hmac() {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(RSA.pair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return List.of(
                Attack.of(
                        "HMAC with the public key, DER",
                        hmac("HS256", "HmacSHA256", RSA.pair().getPublic().getEncoded()),
                        Refusal.ALGORITHM),
                Attack.of(
                        "HMAC with the public key, PEM",
                        hmac("HS256", "HmacSHA256", pem.getBytes(StandardCharsets.US_ASCII)),
                        Refusal.ALGORITHM),
                Attack.of(
                        "HMAC-512 with the public key",
                        hmac("HS512", "HmacSHA512", RSA.pair().getPublic().getEncoded()),
                        Refusal.ALGORITHM));
    }

    private static List<Attack> algorithmText() {
        return List.of(
                Attack.header("alg in lower case", h -> h.put("alg", "rs256"), Refusal.ALGORITHM),
                Attack.header("alg unknown", h -> h.put("alg", "RS1"), Refusal.ALGORITHM),
                Attack.header("alg secp256k1", h -> h.put("alg", "ES256K"), Refusal.ALGORITHM),
                Attack.header("alg missing", h -> h.remove("alg"), Refusal.MALFORMED),
                Attack.header("alg a list", h -> h.put("alg", List.of("none", "RS256")), Refusal.MALFORMED),
                Attack.header("alg a number", h -> h.put("alg", 256), Refusal.MALFORMED),
                Attack.of(
                        "alg twice",
                        RSA.sign("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"alg\":\"none\"}", PAYLOAD),
                        Refusal.MALFORMED),
                Attack.of(
                        "alg twice, once escaped",
                        RSA.sign("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"\\u0061lg\":\"RS256\"}", PAYLOAD),
                        Refusal.MALFORMED));
    }

    /** Signed by the attacker's key, which the header offers. */
    private static List<Attack> keyInHeader() {
        TokenMint evil = TokenMint.rs256("rsa");
        List<Attack> attacks = new ArrayList<>();
        for (String place : List.of("jku", "x5u", "x5c", "jwk", "x5t#S256")) {
            Map<String, Object> header = evil.header();
            header.put(place, place.equals("jwk") ? evil.jwk() : "https://evil.example.com/keys");
            attacks.add(
                    Attack.of("key in header: " + place, evil.token(header, SampleClaims.good()), Refusal.SIGNATURE));
        }
        Map<String, Object> own = evil.as("evil", Algorithm.RS256).header();
        own.put("jwk", evil.as("evil", Algorithm.RS256).jwk());
        attacks.add(Attack.of(
                "key in header under its own kid", evil.token(own, SampleClaims.good()), Refusal.UNKNOWN_KEY));
        return attacks;
    }

    private static List<Attack> kid() {
        List<Attack> attacks = new ArrayList<>();
        for (String kid : List.of("../../dev/null", "rsa' OR '1'='1", "rsa\u0000", "RSA", " rsa", "https://evil/k")) {
            attacks.add(Attack.header("kid injection: " + kid, h -> h.put("kid", kid), Refusal.UNKNOWN_KEY));
        }
        attacks.add(Attack.header("kid missing", h -> h.remove("kid"), Refusal.NO_KEY_ID));
        attacks.add(Attack.header("kid empty", h -> h.put("kid", ""), Refusal.NO_KEY_ID));
        attacks.add(Attack.header("kid a number", h -> h.put("kid", 1), Refusal.MALFORMED));
        attacks.add(Attack.header("kid very long", h -> h.put("kid", "k".repeat(513)), Refusal.MALFORMED));
        attacks.add(Attack.header("kid of another issuer", h -> h.put("kid", "foreign"), Refusal.UNKNOWN_KEY));
        return attacks;
    }

    private static List<Attack> extensions() {
        return List.of(
                Attack.header("crit unknown", h -> h.put("crit", List.of("evil")), Refusal.CRITICAL_HEADER),
                Attack.header("crit b64", h -> h.put("crit", List.of("b64")), Refusal.CRITICAL_HEADER),
                Attack.header("crit empty", h -> h.put("crit", List.of()), Refusal.CRITICAL_HEADER),
                Attack.of(
                        "crit null",
                        RSA.sign("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":null}", PAYLOAD),
                        Refusal.CRITICAL_HEADER),
                Attack.header("nested JWT by cty", h -> h.put("cty", "JWT"), Refusal.NESTED),
                Attack.header("nested JWT by media type", h -> h.put("cty", "application/jwt"), Refusal.NESTED),
                Attack.header("enc in a signed token", h -> h.put("enc", "A128GCM"), Refusal.ENCRYPTED),
                Attack.header("ID token by typ", h -> h.put("typ", "id_token+jwt"), Refusal.TOKEN_TYPE),
                Attack.header("logout token by typ", h -> h.put("typ", "logout+jwt"), Refusal.TOKEN_TYPE),
                Attack.header("DPoP proof by typ", h -> h.put("typ", "dpop+jwt"), Refusal.TOKEN_TYPE),
                Attack.header("typ a list", h -> h.put("typ", List.of("JWT")), Refusal.MALFORMED),
                Attack.of(
                        "EC key named by an RSA token",
                        RSA.sign("{\"alg\":\"RS256\",\"kid\":\"ec\"}", PAYLOAD),
                        Refusal.KEY_UNSUITABLE),
                Attack.of(
                        "RSA key named by an EC token",
                        EC.sign("{\"alg\":\"ES256\",\"kid\":\"rsa\"}", PAYLOAD),
                        Refusal.KEY_UNSUITABLE),
                Attack.of(
                        "Ed25519 key named by an EC token",
                        EC.sign("{\"alg\":\"ES256\",\"kid\":\"ed\"}", PAYLOAD),
                        Refusal.KEY_UNSUITABLE),
                Attack.of(
                        "another algorithm than the key's own",
                        RSA.as("rsa", Algorithm.PS256).token(SampleClaims.good()),
                        Refusal.KEY_UNSUITABLE));
    }

    private static String header(String alg) {
        return "{\"alg\":\"" + alg + "\",\"kid\":\"rsa\",\"typ\":\"JWT\"}";
    }

    private static String unsigned(String alg) {
        return TokenMint.encode(header(alg).getBytes(StandardCharsets.UTF_8))
                + "."
                + TokenMint.encode(PAYLOAD.getBytes(StandardCharsets.UTF_8))
                + ".";
    }

    private static String hmac(String alg, String mac, byte[] secret) {
        String unsigned = unsigned(alg);
        try {
            Mac engine = Mac.getInstance(mac);
            engine.init(new SecretKeySpec(secret, mac));
            String input = unsigned.substring(0, unsigned.length() - 1);
            return unsigned + TokenMint.encode(engine.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
