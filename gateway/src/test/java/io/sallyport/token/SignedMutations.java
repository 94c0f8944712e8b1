package io.sallyport.token;

import static io.sallyport.token.Mutation.oneOf;
import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What an issuer, or a holder of some key, can sign. */
final class SignedMutations {

    private static final String AUDIENCE = "https://api.example.com";

    private SignedMutations() {}

    static List<Mutation> all() {
        return List.of(
                new Mutation(
                        "untouched",
                        (random, mint, good) -> mint.token(SampleClaims.but("jti", "t" + random.nextLong()))),
                new Mutation("wrong key", SignedMutations::wrongKey),
                new Mutation("wrong kid", (random, mint, good) -> header(random, mint, "kid", "unknown", "", "RSA", 1)),
                new Mutation("no kid", (random, mint, good) -> header(mint, "kid", null)),
                new Mutation("another algorithm of the key", SignedMutations::otherAlgorithm),
                new Mutation("time", SignedMutations::time),
                new Mutation("odd date", SignedMutations::oddDate),
                new Mutation("issuer", SignedMutations::issuer),
                new Mutation("audience", SignedMutations::audience),
                new Mutation("member twice", SignedMutations::twice),
                new Mutation("JSON form", SignedMutations::jsonForm),
                new Mutation("text encoding", SignedMutations::encoding),
                new Mutation(
                        "typ",
                        (random, mint, good) ->
                                header(random, mint, "typ", "at+jwt", "application/at+jwt", "jwt", "id_token+jwt", 1)),
                new Mutation("header extension", SignedMutations::extension),
                new Mutation("b64", (random, mint, good) -> b64(mint)),
                new Mutation("kind of token", SignedMutations::kind),
                new Mutation("type of a claim", SignedMutations::claimType),
                new Mutation("size", SignedMutations::size));
    }

    private static String header(Random random, TokenMint mint, String name, Object... values) {
        return header(mint, name, oneOf(random, values));
    }

    private static String header(TokenMint mint, String name, @Nullable Object value) {
        Map<String, Object> header = mint.header();
        header.remove(name);
        if (value != null) {
            header.put(name, value);
        }
        return mint.token(header, SampleClaims.good());
    }

    private static String wrongKey(Random random, TokenMint mint, String good) {
        Map<String, Object> header = mint.header();
        return DifferentialKeys.impostor(mint).token(header, SampleClaims.good());
    }

    private static String otherAlgorithm(Random random, TokenMint mint, String good) {
        return mint.as(mint.kid(), DifferentialKeys.sibling(random, mint)).token(SampleClaims.good());
    }

    private static String time(Random random, TokenMint mint, String good) {
        String claim = oneOf(random, "exp", "nbf", "iat");
        int offset = oneOf(random, -86_400, -31, -30, -29, -1, 0, 1, 29, 30, 31, 86_400);
        return mint.token(SampleClaims.but(claim, NOW.getEpochSecond() + offset));
    }

    private static String oddDate(Random random, TokenMint mint, String good) {
        String claim = oneOf(random, "exp", "nbf", "iat");
        long now = NOW.getEpochSecond();
        String value = oneOf(
                random,
                "\"1999999999\"",
                "NaN",
                "-1",
                (now - 30) + ".5",
                (now + 30) + ".5",
                "1e999",
                "1e18",
                "1.9e9",
                "99999999999999999999999999",
                "9223372036854775807",
                "1795000000000",
                "null",
                "true",
                "[1999999999]");
        String json = json(SampleClaims.but(claim, null));
        return sign(mint, json.substring(0, json.length() - 1) + ",\"" + claim + "\":" + value + "}");
    }

    private static String issuer(Random random, TokenMint mint, String good) {
        return mint.token(SampleClaims.but(
                "iss",
                oneOf(
                        random,
                        (Object) (ISSUER + "/"),
                        ISSUER + " ",
                        ISSUER.toUpperCase(java.util.Locale.ROOT),
                        ISSUER + "\u200b",
                        "https://evil.example.com",
                        "",
                        List.of(ISSUER),
                        7)));
    }

    private static String audience(Random random, TokenMint mint, String good) {
        return mint.token(SampleClaims.but(
                "aud",
                oneOf(
                        random,
                        (Object) List.of(AUDIENCE),
                        List.of("x", AUDIENCE),
                        List.of(),
                        List.of(AUDIENCE, 7),
                        AUDIENCE + "/",
                        AUDIENCE + " x",
                        Map.of(AUDIENCE, 1),
                        7,
                        true)));
    }

    private static String twice(Random random, TokenMint mint, String good) {
        String json = json(SampleClaims.good());
        String open = json.substring(0, json.length() - 1);
        return oneOf(random, 0, 1) == 0
                ? sign(mint, open + oneOf(random, ",\"sub\":\"admin\"}", ",\"exp\":9999999999}", ",\"\\u0073ub\":1}"))
                : sign(mint, open + ",\"x\":{\"a\":1,\"a\":2}}");
    }

    private static String jsonForm(Random random, TokenMint mint, String good) {
        String json = json(SampleClaims.good());
        String open = json.substring(0, json.length() - 1);
        return sign(
                mint,
                oneOf(
                        random,
                        " \n" + json + "\t ",
                        json + "{}",
                        json + "x",
                        open + ",}",
                        open + "/**/}",
                        json.replace('"', '\''),
                        "[" + json + "]",
                        open,
                        "",
                        "null",
                        open + ",\"x\":\"\\ud83d\\ude00 \u00e4\"}",
                        open + ",\"x\":01}",
                        open + ",x:1}"));
    }

    private static String encoding(Random random, TokenMint mint, String good) {
        byte[] json = json(SampleClaims.but("username", "\u00e4\u20ac")).getBytes(StandardCharsets.UTF_8);
        byte[] bytes =
                switch (random.nextInt(4)) {
                    case 0 -> json(SampleClaims.good()).getBytes(StandardCharsets.UTF_16LE);
                    case 1 -> ("\ufeff" + json(SampleClaims.good())).getBytes(StandardCharsets.UTF_8);
                    case 2 -> json(SampleClaims.but("username", "\u00e4")).getBytes(StandardCharsets.ISO_8859_1);
                    default -> json;
                };
        return mint.signParts(
                TokenMint.encode(json(mint.header()).getBytes(StandardCharsets.UTF_8)), TokenMint.encode(bytes));
    }

    private static String extension(Random random, TokenMint mint, String good) {
        return switch (random.nextInt(6)) {
            case 0 -> header(mint, "crit", List.of("exp"));
            case 1 -> header(mint, "crit", List.of());
            case 2 -> header(mint, "cty", oneOf(random, "JWT", "application/jwt"));
            case 3 -> header(mint, "enc", "A128GCM");
            case 4 -> header(mint, "jwk", DifferentialKeys.impostor(mint).jwk());
            default -> header(mint, oneOf(random, "jku", "x5u"), "https://evil.example.com/keys");
        };
    }

    private static String b64(TokenMint mint) {
        Map<String, Object> header = mint.header();
        header.put("crit", List.of("b64"));
        header.put("b64", true);
        return mint.token(header, SampleClaims.good());
    }

    private static String kind(Random random, TokenMint mint, String good) {
        return switch (random.nextInt(5)) {
            case 0 -> mint.token(SampleClaims.but("token_use", "id"));
            case 1 -> mint.token(SampleClaims.but("typ", oneOf(random, "ID", "Refresh", "Logout")));
            case 2 -> mint.token(SampleClaims.but("at_hash", "x"));
            case 3 -> mint.token(SampleClaims.but("events", Map.of()));
            default -> mint.token(SampleClaims.but("cnf", Map.of("jkt", "x")));
        };
    }

    private static String claimType(Random random, TokenMint mint, String good) {
        String claim = oneOf(random, "sub", "client_id", "username", "scope", "jti", "sid", "token_use");
        return mint.token(SampleClaims.but(claim, oneOf(random, (Object) 7, true, Map.of("a", 1), List.of(7))));
    }

    private static String size(Random random, TokenMint mint, String good) {
        return switch (random.nextInt(3)) {
            case 0 -> header(mint, "x", "a".repeat(9 * 1024));
            case 1 -> mint.token(SampleClaims.but("x", "a".repeat(17 * 1024)));
            default ->
                sign(
                        mint,
                        json(SampleClaims.good())
                                .replaceFirst("}$", ",\"x\":" + "[".repeat(40) + "]".repeat(40) + "}"));
        };
    }

    private static String sign(TokenMint mint, String payload) {
        return mint.sign(json(mint.header()), payload);
    }

    private static String json(Map<String, ?> members) {
        return JSONObjectUtils.toJSONString(members);
    }
}
