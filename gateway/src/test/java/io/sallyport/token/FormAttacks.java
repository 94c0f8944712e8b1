package io.sallyport.token;

import static io.sallyport.token.Attack.RSA;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bad outer form: size, base64url, JSON, text encoding, serialization. */
final class FormAttacks {

    private static final String HEADER = JSONObjectUtils.toJSONString(RSA.header());
    private static final String PAYLOAD = JSONObjectUtils.toJSONString(SampleClaims.good());
    private static final String GOOD = RSA.sign(HEADER, PAYLOAD);

    private FormAttacks() {}

    static List<Attack> all() {
        List<Attack> attacks = new ArrayList<>();
        attacks.addAll(sizes());
        attacks.addAll(base64());
        attacks.addAll(serializations());
        attacks.addAll(json());
        attacks.addAll(encodings());
        return attacks;
    }

    private static List<Attack> sizes() {
        String filler = "a".repeat(9 * 1024);
        return List.of(
                Attack.claims("token over 16 KiB", c -> c.put("x", filler + filler), Refusal.TOO_LARGE),
                Attack.header("header over 8 KiB", h -> h.put("x", filler), Refusal.TOO_LARGE),
                Attack.of("a megabyte of dots", ".".repeat(1 << 20), Refusal.TOO_LARGE),
                Attack.of("16 KiB of dots", ".".repeat(16 * 1024), Refusal.MALFORMED),
                malformed("deeply nested JSON", "[".repeat(5000)),
                payload("deeply nested claim", "{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}"));
    }

    private static List<Attack> base64() {
        return List.of(
                malformed("padding", GOOD + "=="),
                malformed("standard base64 alphabet", GOOD.substring(0, GOOD.length() - 4) + "ab+/"),
                malformed("space before", " " + GOOD),
                malformed("line feed after", GOOD + "\n"),
                malformed(
                        "line feed inside",
                        new StringBuilder(GOOD).insert(GOOD.length() - 4, '\n').toString()),
                malformed("other letter that encodes the same signature", lastLetterChanged()),
                malformed("other letter that encodes the same header", RSA.signParts(strayBits(), part(PAYLOAD))),
                malformed("letter outside ASCII", GOOD.substring(0, GOOD.length() - 1) + "\u0141"),
                malformed("impossible length", GOOD.substring(0, GOOD.lastIndexOf('.') + 2)));
    }

    private static List<Attack> serializations() {
        return List.of(
                malformed("empty", ""),
                malformed("one part", "abc"),
                malformed("two parts", GOOD.substring(0, GOOD.lastIndexOf('.'))),
                malformed("four parts", GOOD + ".abcd"),
                malformed("empty header", GOOD.substring(GOOD.indexOf('.'))),
                malformed("detached payload", part(HEADER) + ".." + GOOD.substring(GOOD.lastIndexOf('.') + 1)),
                malformed("JSON serialization", "{\"payload\":\"" + part(PAYLOAD) + "\"}"),
                Attack.of("encrypted (JWE)", "eyJhbGciOiJSU0EtT0FFUCJ9.AAAA.AAAA.AAAA.AAAA", Refusal.ENCRYPTED),
                malformed("nested token as payload", RSA.sign(HEADER, GOOD)));
    }

    private static List<Attack> json() {
        String open = PAYLOAD.substring(0, PAYLOAD.length() - 1);
        return List.of(
                payload("claim twice", open + ",\"sub\":\"admin\"}"),
                payload("claim twice, once escaped", open + ",\"\\u0073ub\":\"admin\"}"),
                payload("duplicate inside a claim", open + ",\"x\":{\"a\":1,\"a\":2}}"),
                payload("something after the object", PAYLOAD + "{}"),
                payload("comma at the end", open + ",}"),
                payload("comment", open + "/**/}"),
                payload("single quotes", PAYLOAD.replace('"', '\'')),
                payload("array", "[" + PAYLOAD + "]"),
                payload("cut off", open),
                payload("empty text", ""),
                payload("null", "null"),
                payload("lone surrogate", open + ",\"sid\":\"\\ud800\"}".replace("sid", "origin_jti")));
    }

    private static List<Attack> encodings() {
        return List.of(
                encoded("UTF-16", StandardCharsets.UTF_16LE),
                encoded("UTF-16 big-endian", StandardCharsets.UTF_16BE),
                encoded("UTF-32", Charset.forName("UTF-32LE")),
                malformed("byte order mark", RSA.sign("\ufeff" + HEADER, PAYLOAD)),
                malformed(
                        "overlong UTF-8",
                        RSA.signParts(
                                part(HEADER),
                                TokenMint.encode(PAYLOAD.replace("alice-id", "alice-\u00c0\u00ae")
                                        .getBytes(StandardCharsets.ISO_8859_1)))));
    }

    private static Attack malformed(String name, String token) {
        return Attack.of(name, token, Refusal.MALFORMED);
    }

    private static Attack payload(String name, String json) {
        return malformed("JSON: " + name, RSA.sign(HEADER, json));
    }

    private static Attack encoded(String name, Charset charset) {
        return malformed(name, RSA.signParts(part(HEADER), TokenMint.encode(PAYLOAD.getBytes(charset))));
    }

    private static String part(String json) {
        return TokenMint.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    /** 256 bytes of signature leave four bits of the last letter unused. */
    private static String lastLetterChanged() {
        char last = GOOD.charAt(GOOD.length() - 1);
        return GOOD.substring(0, GOOD.length() - 1) + (char) (last + 1);
    }

    private static String strayBits() {
        String header = HEADER;
        while (header.length() % 3 != 1) {
            header += " ";
        }
        String part = part(header);
        return part.substring(0, part.length() - 1) + (char) (part.charAt(part.length() - 1) + 1);
    }
}
