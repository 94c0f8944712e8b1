package io.sallyport.token;

import static io.sallyport.token.Attack.EC;
import static io.sallyport.token.Attack.ED;
import static io.sallyport.token.Attack.FOREIGN;
import static io.sallyport.token.Attack.RSA;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Signatures that are not what they seem. */
final class SignatureAttacks {

    private static final String RSA_TOKEN = RSA.token(SampleClaims.good());
    private static final String EC_TOKEN = EC.token(SampleClaims.good());
    private static final String ED_TOKEN = ED.token(SampleClaims.good());
    private static final BigInteger ORDER =
            ((ECPublicKey) EC.pair().getPublic()).getParams().getOrder();

    private SignatureAttacks() {}

    static List<Attack> all() {
        List<Attack> attacks = new ArrayList<>();
        attacks.addAll(tampered());
        attacks.addAll(ecdsa());
        attacks.addAll(largerCurve());
        attacks.addAll(pss());
        attacks.add(signature("Ed25519: zero", ED.token(SampleClaims.good()), new byte[64]));
        attacks.add(signature("Ed25519: short", ED.token(SampleClaims.good()), new byte[63]));
        attacks.add(signature("Ed25519: a zero byte after it", ED_TOKEN, Arrays.copyOf(signatureOf(ED_TOKEN), 65)));
        attacks.add(signature("Ed25519: S over the order", ED.token(SampleClaims.good()), bigEdDsa()));
        return attacks;
    }

    private static List<Attack> tampered() {
        String other = RSA.token(SampleClaims.but("sub", "admin"));
        byte[] flipped = signatureOf(RSA_TOKEN);
        flipped[100] ^= 1;
        byte[] modulus = Base64.getUrlDecoder().decode(String.valueOf(RSA.jwk().get("n")));
        return List.of(
                signature("RSA: one bit changed", RSA_TOKEN, flipped),
                signature("RSA: none", RSA_TOKEN, new byte[0]),
                signature("RSA: zero", RSA_TOKEN, new byte[256]),
                signature("RSA: one", RSA_TOKEN, one()),
                signature("RSA: the modulus", RSA_TOKEN, modulus),
                signature("RSA: short", RSA_TOKEN, Arrays.copyOf(signatureOf(RSA_TOKEN), 255)),
                signature("RSA: long", RSA_TOKEN, Arrays.copyOf(signatureOf(RSA_TOKEN), 257)),
                Attack.of(
                        "payload of another token",
                        other.substring(0, other.lastIndexOf('.')) + RSA_TOKEN.substring(RSA_TOKEN.lastIndexOf('.')),
                        Refusal.SIGNATURE),
                Attack.of(
                        "key of another issuer under this one's kid",
                        FOREIGN.as("rsa", Algorithm.RS256).token(SampleClaims.good()),
                        Refusal.SIGNATURE),
                Attack.of(
                        "another hash than the header says",
                        withSignature(RSA_TOKEN, RSA.as("rsa", Algorithm.RS512).signature(inputOf(RSA_TOKEN))),
                        Refusal.SIGNATURE));
    }

    private static List<Attack> ecdsa() {
        byte[] good = signatureOf(EC_TOKEN);
        byte[] r = Arrays.copyOfRange(good, 0, 32);
        byte[] s = Arrays.copyOfRange(good, 32, 64);
        byte[] order = Arrays.copyOfRange(ORDER.toByteArray(), 1, 33);
        return List.of(
                signature("ECDSA: r and s zero (CVE-2022-21449)", EC_TOKEN, new byte[64]),
                signature("ECDSA: r zero", EC_TOKEN, join(new byte[32], s)),
                signature("ECDSA: s zero", EC_TOKEN, join(r, new byte[32])),
                signature("ECDSA: r and s the order", EC_TOKEN, join(order, order)),
                signature("ECDSA: s over the order", EC_TOKEN, join(r, over(s))),
                signature("ECDSA: all ones", EC_TOKEN, ones()),
                signature("ECDSA: DER", EC_TOKEN, der()),
                signature("ECDSA: of nothing", EC_TOKEN, new byte[0]),
                signature("ECDSA: short", EC_TOKEN, Arrays.copyOf(good, 63)),
                signature("ECDSA: zero-padded to another length", EC_TOKEN, join(pad(r), pad(s))));
    }

    /** Halves of 66 bytes, the first of which holds one bit. */
    private static List<Attack> largerCurve() {
        TokenMint mint = TokenMint.of("p521", Algorithm.ES512);
        String token = mint.token(SampleClaims.good());
        KeysInMemory keys = new KeysInMemory().with(SampleClaims.ISSUER, mint.jwk());
        byte[] over = signatureOf(token);
        over[0] |= (byte) 0x80;
        return List.of(
                new Attack(
                        "signature P-521: r and s zero",
                        withSignature(token, new byte[132]),
                        keys,
                        Policy.ANY,
                        Refusal.SIGNATURE),
                new Attack(
                        "signature P-521: r over the order",
                        withSignature(token, over),
                        keys,
                        Policy.ANY,
                        Refusal.SIGNATURE),
                new Attack(
                        "signature P-521: in halves of 65 bytes",
                        withSignature(token, Arrays.copyOf(signatureOf(token), 130)),
                        keys,
                        Policy.ANY,
                        Refusal.SIGNATURE));
    }

    /** RFC 7518 §3.5: the salt is as long as the hash. */
    private static List<Attack> pss() {
        TokenMint mint = TokenMint.of("pss", Algorithm.PS256);
        KeysInMemory keys = new KeysInMemory().with(SampleClaims.ISSUER, mint.jwk());
        String token = mint.token(SampleClaims.good());
        List<Attack> attacks = new ArrayList<>();
        for (int salt : new int[] {0, 20, 64}) {
            attacks.add(new Attack(
                    "signature PSS: salt of " + salt + " bytes",
                    withSignature(token, pss(mint, inputOf(token), salt)),
                    keys,
                    Policy.ANY,
                    Refusal.SIGNATURE));
        }
        return attacks;
    }

    private static byte[] pss(TokenMint mint, byte[] input, int salt) {
        try {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1));
            signature.initSign(mint.pair().getPrivate());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Attack signature(String name, String token, byte[] signature) {
        return Attack.of("signature " + name, withSignature(token, signature), Refusal.SIGNATURE);
    }

    private static String withSignature(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + TokenMint.encode(signature);
    }

    private static byte[] signatureOf(String token) {
        return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    }

    private static byte[] inputOf(String token) {
        return token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] der() {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(EC.pair().getPrivate());
            signature.update(inputOf(EC_TOKEN));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** s + n where it still fits 32 bytes, else 2^256 - 1: either way out of range. */
    private static byte[] over(byte[] s) {
        byte[] sum = new BigInteger(1, s).add(ORDER).toByteArray();
        return sum.length == 33 && sum[0] == 0 ? Arrays.copyOfRange(sum, 1, 33) : Arrays.copyOf(ones(), 32);
    }

    private static byte[] one() {
        byte[] one = new byte[256];
        one[255] = 1;
        return one;
    }

    private static byte[] ones() {
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xff);
        return ones;
    }

    private static byte[] bigEdDsa() {
        byte[] signature = signatureOf(ED.token(SampleClaims.good()));
        signature[63] |= (byte) 0xe0;
        return signature;
    }

    private static byte[] pad(byte[] half) {
        return join(new byte[16], half);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
