package io.sallyport.token;

import static io.sallyport.token.Attack.KEYS;
import static io.sallyport.token.Attack.RSA;
import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Genuine signatures over claims that must not be accepted. */
final class ClaimAttacks {

    private ClaimAttacks() {}

    static List<Attack> all() {
        List<Attack> attacks = new ArrayList<>();
        attacks.addAll(issuers());
        attacks.addAll(times());
        attacks.addAll(numericDates());
        attacks.addAll(audiences());
        attacks.addAll(kinds());
        return attacks;
    }

    private static List<Attack> issuers() {
        List<Attack> attacks = new ArrayList<>();
        List<String> tricks = List.of(
                ISSUER + "/",
                ISSUER.replace("https", "HTTPS"),
                ISSUER.replace("id.example", "ID.example"),
                ISSUER.replace("pool", "p\u043e\u043el"),
                ISSUER.replace("https", "http"),
                ISSUER + "\u200b",
                ISSUER + " ",
                ISSUER + "?x",
                ISSUER.replace("/pool", ":443/pool"),
                "https://evil.example.com",
                "");
        for (String trick : tricks) {
            attacks.add(Attack.claims("issuer '" + trick + "'", c -> c.put("iss", trick), Refusal.ISSUER));
        }
        attacks.add(Attack.claims("issuer missing", c -> c.remove("iss"), Refusal.ISSUER));
        attacks.add(Attack.claims("issuer a list", c -> c.put("iss", List.of(ISSUER)), Refusal.MALFORMED));
        attacks.add(Attack.claims(
                "another issuer's name, which is not trusted",
                c -> c.put("iss", "https://other.example.com"),
                Refusal.ISSUER));
        attacks.add(Attack.of(
                "another issuer's valid key for this issuer's token",
                Attack.FOREIGN.token(SampleClaims.good()),
                Refusal.UNKNOWN_KEY));
        return attacks;
    }

    private static List<Attack> times() {
        long now = NOW.getEpochSecond();
        return List.of(
                Attack.claims("expired", c -> c.put("exp", now - 60), Refusal.EXPIRED),
                Attack.claims("expired in 1970", c -> c.put("exp", 0), Refusal.EXPIRED),
                Attack.claims("no expiry", c -> c.remove("exp"), Refusal.NO_EXPIRY),
                Attack.claims("ends before it was issued", c -> c.put("exp", now - 20), Refusal.EXPIRED),
                Attack.claims(
                        "ends before it begins",
                        c -> {
                            c.put("exp", now + 10);
                            c.put("nbf", now + 20);
                        },
                        Refusal.EXPIRED),
                Attack.claims("not yet valid", c -> c.put("nbf", now + 60), Refusal.NOT_YET_VALID),
                Attack.claims("issued in the far future", c -> c.put("iat", now + 86_400), Refusal.ISSUED_IN_FUTURE),
                Attack.claims(
                        "milliseconds for seconds in iat", c -> c.put("iat", now * 100), Refusal.ISSUED_IN_FUTURE));
    }

    private static List<Attack> numericDates() {
        List<Attack> attacks = new ArrayList<>();
        List<String> values = List.of(
                "\"1999999999\"",
                "NaN",
                "Infinity",
                "-1",
                "-1.5",
                "1e999",
                "1e18",
                "99999999999999999999999999",
                "9223372036854775807",
                "1795000000000",
                "0x7fffffff",
                "01999999999",
                "+1999999999",
                "1" + "0".repeat(2000),
                "null",
                "true",
                "[1999999999]",
                "{}");
        for (String claim : List.of("exp", "nbf", "iat", "auth_time")) {
            for (String value : values) {
                attacks.add(date(claim, value));
            }
        }
        return attacks;
    }

    private static Attack date(String claim, String value) {
        Map<String, Object> claims = SampleClaims.but(claim, null);
        String json = JSONObjectUtils.toJSONString(claims);
        String text = json.substring(0, json.length() - 1) + ",\"" + claim + "\":" + value + "}";
        String shown = value.length() > 40 ? value.substring(0, 40) + "..." : value;
        String token = RSA.sign(JSONObjectUtils.toJSONString(RSA.header()), text);
        return Attack.of(claim + " = " + shown, token, Refusal.MALFORMED);
    }

    private static List<Attack> audiences() {
        return List.of(
                audience("another", "https://evil.example.com", Refusal.AUDIENCE),
                audience("as part of a text", "https://evil https://api.example.com", Refusal.AUDIENCE),
                audience("comma-separated", "https://api.example.com,https://evil", Refusal.AUDIENCE),
                audience("as a prefix", "https://api.example.com.evil.org", Refusal.AUDIENCE),
                audience("with a slash", "https://api.example.com/", Refusal.AUDIENCE),
                audience("empty", "", Refusal.AUDIENCE),
                audience("empty array", List.of(), Refusal.AUDIENCE),
                audience("array in an array", List.of(List.of("https://api.example.com")), Refusal.MALFORMED),
                audience("object", Map.of("https://api.example.com", true), Refusal.MALFORMED),
                audience("array with a number", List.of(1, "https://api.example.com"), Refusal.MALFORMED),
                audience("number", 1, Refusal.MALFORMED),
                audience("true", true, Refusal.MALFORMED),
                new Attack(
                        "aud missing where demanded",
                        RSA.token(SampleClaims.but("aud", null)),
                        KEYS,
                        Policy.of(Set.of("https://api.example.com"), Set.of(), Set.of()),
                        Refusal.AUDIENCE),
                new Attack(
                        "audience named like an accepted client",
                        RSA.token(SampleClaims.but("client_id", "evil")),
                        KEYS,
                        Policy.of(Set.of(), Set.of("https://api.example.com"), Set.of()),
                        Refusal.AUDIENCE));
    }

    private static Attack audience(String name, Object value, Refusal refusal) {
        return new Attack(
                "aud " + name,
                RSA.token(SampleClaims.but("aud", value)),
                KEYS,
                Policy.of(Set.of("https://api.example.com"), Set.of(), Set.of()),
                refusal);
    }

    private static List<Attack> kinds() {
        return List.of(
                Attack.claims("ID token by token_use", c -> c.put("token_use", "id"), Refusal.TOKEN_TYPE),
                Attack.claims("token_use in upper case", c -> c.put("token_use", "ACCESS"), Refusal.TOKEN_TYPE),
                Attack.claims("token_use a list", c -> c.put("token_use", List.of("access")), Refusal.MALFORMED),
                Attack.claims("ID token by Keycloak's typ", c -> c.put("typ", "ID"), Refusal.TOKEN_TYPE),
                Attack.claims("refresh token by Keycloak's typ", c -> c.put("typ", "Refresh"), Refusal.TOKEN_TYPE),
                Attack.claims("ID token by at_hash", c -> c.put("at_hash", "x"), Refusal.TOKEN_TYPE),
                Attack.claims("logout token by events", c -> c.put("events", Map.of()), Refusal.TOKEN_TYPE),
                Attack.claims(
                        "cnf token as bearer: DPoP", c -> c.put("cnf", Map.of("jkt", "x")), Refusal.SENDER_CONSTRAINED),
                Attack.claims(
                        "cnf token as bearer: mTLS",
                        c -> c.put("cnf", Map.of("x5t#S256", "x")),
                        Refusal.SENDER_CONSTRAINED),
                Attack.claims("cnf empty", c -> c.put("cnf", Map.of()), Refusal.SENDER_CONSTRAINED),
                Attack.claims("scope a number", c -> c.put("scope", 1), Refusal.MALFORMED),
                Attack.claims("sub an object", c -> c.put("sub", Map.of()), Refusal.MALFORMED));
    }
}
