package io.sallyport.edge;

import static io.sallyport.edge.IdTokenAnswer.ACCESS_TOKEN;
import static io.sallyport.edge.IdTokenAnswer.JSON;
import static io.sallyport.edge.RunningEdge.EAST_KEY;
import static io.sallyport.edge.RunningEdge.KEY;
import static io.sallyport.token.SampleClaims.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sallyport.keys.DenialStore;
import io.sallyport.keys.DeniedKey;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.oidc.affinity.SigningKeys;
import io.sallyport.testsupport.CapturedLog;
import io.sallyport.token.IdToken;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ID tokens of the token endpoint in mode reissue. */
class ReissueTest extends BeforeTwoRegions {

    private static final String URL = "http://id.example.com";
    private static final SigningKeys OWN = RunningEdge.RING.signing().orElseThrow();
    private static final String LOGGER = "io.sallyport.oidc.reissue.IdTokens";

    @BeforeEach
    void reissues() {
        restart(reissuing());
    }

    private static RunningEdge.Setup reissuing() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.reissues = true;
        return setup;
    }

    private String code() {
        return token("grant_type=authorization_code&client_id=demo-web&code=c");
    }

    private String refresh() {
        return token("grant_type=refresh_token&client_id=demo-web&refresh_token=r");
    }

    private double counted(String result, String reason) {
        var counter = edge.registry
                .find("sallyport.id.tokens")
                .tags("result", result, "reason", reason)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=authorization_code&code=c",
                "grant_type=refresh_token&refresh_token=r",
                "grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=d",
                "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=s"
                        + "&subject_token_type=urn:ietf:params:oauth:token-type:id_token",
                "grant_type=urn:example:another"
            })
    void aStrictClientTakesTheTokenOfEveryGrant(String grant) throws Exception {
        edge.west.answer(200, JSON, IdTokenAnswer.with(IdTokenAnswer.ofWest()));

        JsonObject answer = IdTokenAnswer.json(token(grant + "&client_id=demo-web"));

        JWTClaimsSet claims = IdTokenAnswer.verified(edge, answer.getString("id_token"));
        assertThat(claims.getIssuer()).isEqualTo(URL);
        assertThat(claims.getAudience()).containsExactly("demo-web");
        assertThat(claims.getStringClaim("at_hash")).isEqualTo(IdTokenAnswer.hash(ACCESS_TOKEN));
        SignedJWT jwt = SignedJWT.parse(answer.getString("id_token"));
        assertThat(jwt.getHeader().toJSONObject())
                .isEqualTo(Map.of("alg", "RS256", "kid", OWN.signing().getKeyID(), "typ", "JWT"));
        Map<String, Object> others = new LinkedHashMap<>(claims.toJSONObject());
        others.keySet().removeAll(List.of("iss", IdToken.ORIGINAL));
        Map<String, Object> originals = SampleClaims.idToken(ISSUER);
        originals.remove("iss");
        assertThat(others).usingRecursiveComparison().ignoringCollectionOrder().isEqualTo(normal(originals));
        assertThat(counted("reissued", "none")).isEqualTo(1);
    }

    /** Numbers as the library reads them. */
    private static Map<String, Object> normal(Map<String, Object> claims) throws Exception {
        return JWTClaimsSet.parse(new JsonObject(claims).encode()).toJSONObject();
    }

    @Test
    void theRestOfTheAnswerStaysByteForByte() {
        String idToken = IdTokenAnswer.ofWest();
        edge.west.answer(200, JSON, IdTokenAnswer.with(idToken));

        String answer = code();

        String given = IdTokenAnswer.json(answer).getString("id_token");
        assertThat(answer).endsWith("\r\n\r\n" + IdTokenAnswer.with(given));
        assertThat(given).isNotEqualTo(idToken);
        assertThat(answer)
                .containsIgnoringCase(
                        "content-length: " + IdTokenAnswer.with(given).length());
        assertThat(seen().header("Accept-Encoding")).isEmpty();
    }

    @Test
    void aTokenWithoutHashOfTheAccessTokenGetsOne() throws Exception {
        edge.west.answer(
                200, JSON, IdTokenAnswer.with(IdTokenAnswer.idToken(KEY, ISSUER, claims -> claims.remove("at_hash"))));

        String given = IdTokenAnswer.json(code()).getString("id_token");

        assertThat(IdTokenAnswer.verified(edge, given).getStringClaim("at_hash"))
                .isEqualTo(IdTokenAnswer.hash(ACCESS_TOKEN));
    }

    @Test
    void discoveryNamesThePublicUrlAndRs256() {
        String base = edge.west.url();
        edge.west.answer(
                200,
                JSON,
                "{\"issuer\":\"" + ISSUER + "\",\"authorization_endpoint\":\"" + base
                        + "/oauth2/authorize\",\"token_endpoint\":\"" + base
                        + "/oauth2/token\",\"id_token_signing_alg_values_supported\":[\"ES256\"]}");
        edge.face.start().await();

        JsonObject discovered = IdTokenAnswer.json(edge.get("/.well-known/openid-configuration"));

        assertThat(discovered.getString("issuer")).isEqualTo(URL);
        assertThat(discovered.getJsonArray("id_token_signing_alg_values_supported"))
                .isEqualTo(new JsonArray().add("RS256"));
        edge.face.close();
    }

    @Test
    void aTokenExchangedForAnIdTokenIsOneToo() throws Exception {
        String exchanged = "{\"access_token\":\"" + IdTokenAnswer.ofWest()
                + "\",\"token_type\":\"N_A\",\"issued_token_type\":\"urn:ietf:params:oauth:token-type:id_token\"}";
        edge.west.answer(200, JSON, exchanged);

        String given = IdTokenAnswer.json(token("grant_type=urn:example:exchange&client_id=demo-web"))
                .getString("access_token");

        assertThat(IdTokenAnswer.verified(edge, given).getIssuer()).isEqualTo(URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic ZGVtby13ZWI6cw==\r\n",
                "Authorization: Basic ZGVtbyUyRHdlYjpz\r\n",
                "authorization: basic ZGVtby13ZWI6\r\n",
                "",
            })
    void theClientMayNameItselfByBasicOrNotAtAll(String header) {
        edge.west.answer(200, JSON, IdTokenAnswer.with(IdTokenAnswer.ofWest()));

        String answer = edge.post("/oauth2/token", FORM + header, "grant_type=authorization_code&code=c");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("id_token");
    }

    static Stream<Arguments> forgeries() throws Exception {
        String good = IdTokenAnswer.ofWest();
        String[] parts = good.split("\\.", -1);
        TokenMint attackers = TokenMint.rs256("key-1");
        Map<String, Object> withKey = attackers.header();
        withKey.put("jwk", attackers.jwk());
        withKey.put("jku", "https://evil.example/jwks.json");
        Map<String, Object> claims = SampleClaims.idToken(ISSUER);
        String twice = "{\"iss\":\"" + ISSUER + "\",\"sub\":\"eve\","
                + new JsonObject(claims).encode().substring(1);
        return Stream.of(
                forged(
                        "signature",
                        "another token's signature",
                        parts[0]
                                + '.'
                                + parts[1]
                                + '.'
                                + RunningEdge.KEY.token(SampleClaims.good()).split("\\.", -1)[2]),
                forged("signature", "another key of the same id", attackers.token(claims)),
                forged("signature", "a key in the header", attackers.token(withKey, claims)),
                forged("signature", "no signature", parts[0] + '.' + parts[1] + '.'),
                forged("algorithm", "alg none", unsigned(claims)),
                forged("algorithm", "HMAC with the public key", hmac(claims)),
                forged("encrypted", "a JWE", "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d"),
                forged("issuer", "the other region's issuer and key", IdTokenAnswer.ofEast()),
                forged("issuer", "nobody's issuer", IdTokenAnswer.idToken(KEY, "https://evil.example", c -> {})),
                forged("issuer", "the gateway's own name", IdTokenAnswer.idToken(KEY, URL, c -> {})),
                forged("unknown_key", "the other region's key", IdTokenAnswer.idToken(EAST_KEY, ISSUER, c -> {})),
                forged("audience", "another client's", IdTokenAnswer.idToken(KEY, ISSUER, c -> c.put("aud", "other"))),
                forged("malformed", "a member twice", KEY.sign(new JsonObject(KEY.header()).encode(), twice)),
                forged("expired", "expired", IdTokenAnswer.idToken(KEY, ISSUER, c -> c.put("exp", 1_794_999_000L))),
                forged(
                        "issued_in_future",
                        "of tomorrow",
                        IdTokenAnswer.idToken(KEY, ISSUER, c -> c.put("iat", 1_795_000_500L))),
                forged("token_type", "an access token", KEY.token(SampleClaims.good())),
                forged(
                        "access_token_hash",
                        "another access token's",
                        IdTokenAnswer.idToken(KEY, ISSUER, c -> c.put("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"))),
                forged(
                        "reserved_claim",
                        "with the gateway's claim",
                        IdTokenAnswer.idToken(KEY, ISSUER, c -> c.put(IdToken.ORIGINAL, "x"))),
                forged("malformed", "no token", "opaque"),
                forged("malformed", "empty", ""));
    }

    private static Arguments forged(String reason, String name, String token) {
        return Arguments.of(reason, Named.of(name, token));
    }

    private static String unsigned(Map<String, Object> claims) {
        return TokenMint.encode("{\"alg\":\"none\",\"kid\":\"key-1\"}".getBytes(StandardCharsets.UTF_8))
                + '.'
                + TokenMint.encode(new JsonObject(claims).toBuffer().getBytes())
                + '.';
    }

    private static String hmac(Map<String, Object> claims) throws Exception {
        String text = TokenMint.encode("{\"alg\":\"HS256\",\"kid\":\"key-1\"}".getBytes(StandardCharsets.UTF_8))
                + '.'
                + TokenMint.encode(new JsonObject(claims).toBuffer().getBytes());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.pair().getPublic().getEncoded(), "HmacSHA256"));
        return text + '.' + TokenMint.encode(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void whatCannotBeVerifiedIsWithheldAndTheLogSaysWhy(String reason, String idToken) {
        edge.west.answer(200, JSON, IdTokenAnswer.with(idToken));

        String ofCode;
        String ofRefresh;
        try (CapturedLog log = new CapturedLog()) {
            ofCode = code();
            ofRefresh = refresh();
            assertThat(log.of(LOGGER)).hasSize(2).allSatisfy(event -> assertThat(CapturedLog.fields(event))
                    .containsEntry("reason", reason)
                    .containsEntry("region", "us-west-2"));
            assertThat(log.text()).doesNotContain(ACCESS_TOKEN, "eyJ");
        }

        assertThat(ofCode).startsWith("HTTP/1.1 400").contains("\"invalid_grant\"");
        assertThat(ofRefresh)
                .startsWith("HTTP/1.1 503")
                .contains("\"temporarily_unavailable\"")
                .containsIgnoringCase("retry-after:");
        assertThat(ofCode + ofRefresh).doesNotContain("id_token", ACCESS_TOKEN, "eyJ");
        assertThat(edge.east.calls()).isEmpty();
        assertThat(counted("withheld", reason)).isEqualTo(2);
    }

    static Stream<Arguments> unreadable() {
        String good = IdTokenAnswer.with(IdTokenAnswer.ofWest());
        String twice = good.replace("{", "{\"id_token\":\"x\",");
        return Stream.of(
                Arguments.of("a member twice", JSON, twice),
                Arguments.of("the same as text", "Content-Type: text/plain\r\n", twice),
                Arguments.of("the same without a type", "", twice),
                Arguments.of("compressed", JSON + "Content-Encoding: gzip\r\n", good),
                Arguments.of("something behind it", JSON, good + "x"),
                Arguments.of("half of it", JSON, good.substring(0, good.length() - 1)),
                Arguments.of("two objects in a list", JSON, "[" + good + "]"),
                Arguments.of("without an access token", JSON, good.replace("access_token", "x")),
                Arguments.of("in UTF-16", JSON, utf16(good)),
                Arguments.of("longer than is held", JSON, good.replace("{", "{\"x\":\"" + "y".repeat(70_000) + "\",")),
                Arguments.of(
                        "two that are exchanged",
                        JSON,
                        good.replace("{", "{\"issued_token_type\":\"urn:ietf:params:oauth:token-type:id_token\",")));
    }

    /** Its bytes as ISO 8859-1, as scripted regions send text. */
    private static String utf16(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void anAnswerInWhichATokenCannotBeFoundIsWithheld(String name, String headers, String body) {
        edge.west.answer(200, headers, body);

        String answer = code();

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"invalid_grant\"");
        assertThat(answer).doesNotContain("eyJ");
        assertThat(counted("withheld", "unreadable")).isEqualTo(1);
    }

    static Stream<Arguments> untouched() {
        return Stream.of(
                Arguments.of(200, JSON, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}"),
                Arguments.of(200, JSON, "{\"access_token\":\"a\",\"id_token\":null}"),
                Arguments.of(200, JSON, ""),
                Arguments.of(200, "Content-Type: text/plain\r\n", "good morning"),
                Arguments.of(400, JSON, "{\"error\":\"invalid_grant\",\"id_token\":\"x\"}"),
                Arguments.of(302, "Location: https://app.example.com/\r\n", ""));
    }

    @ParameterizedTest
    @MethodSource("untouched")
    void anAnswerWithoutIdTokenStaysAsItIs(int status, String headers, String body) {
        edge.west.answer(status, headers, body);

        String answer = code();

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").endsWith("\r\n\r\n" + body);
    }

    @Test
    void whatTheTableDoesNotNameStaysAsItIsIssued() {
        String ofApi = "{\"AuthenticationResult\":{\"IdToken\":\"" + IdTokenAnswer.ofWest() + "\"}}";
        edge.west.answer(200, "Content-Type: application/x-amz-json-1.1\r\n", ofApi);

        String answer = edge.call("InitiateAuth", "{\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"app\"}");

        assertThat(answer).endsWith(ofApi);
    }

    @Test
    void inTheOtherModesAllStaysAsItIsIssued() {
        restart(new RunningEdge.Setup());
        String issued = IdTokenAnswer.with("whatever it is");
        edge.west.answer(200, JSON, issued);

        assertThat(code()).endsWith(issued);
    }

    @Test
    void aKeyThatTheRegionHasJustRotatedToIsLookedFor() throws Exception {
        TokenMint next = TokenMint.rs256("key-next");
        edge.jwks.script(call -> call.answer(200, "", TokenMint.jwks(KEY, next)));
        edge.west.answer(200, JSON, IdTokenAnswer.with(IdTokenAnswer.idToken(next, ISSUER, claims -> {})));
        int before = edge.jwks.calls().size();

        String given = IdTokenAnswer.json(code()).getString("id_token");

        assertThat(IdTokenAnswer.verified(edge, given).getIssuer()).isEqualTo(URL);
        assertThat(edge.jwks.calls()).hasSize(before + 1);
    }

    @Test
    void whileAKeyCannotBeHadWhoMayAskAgainDoes() {
        TokenMint next = TokenMint.rs256("key-next");
        edge.jwks.answer(503, "", "");
        edge.west.answer(200, JSON, IdTokenAnswer.with(IdTokenAnswer.idToken(next, ISSUER, claims -> {})));

        assertThat(refresh()).startsWith("HTTP/1.1 503").contains("temporarily_unavailable");
        assertThat(code()).startsWith("HTTP/1.1 400").contains("invalid_grant");
        assertThat(counted("withheld", "unreachable_keys")).isEqualTo(2);
    }

    @Test
    void theKeyInWaitingSignsForADeniedOneAndNothingForBoth() throws Exception {
        RunningEdge.Setup setup = reissuing();
        DeniedKeys denied = new DeniedKeys(List.of(), DenialStore.NONE);
        setup.denied = denied;
        restart(setup);
        edge.west.answer(200, JSON, IdTokenAnswer.with(IdTokenAnswer.ofWest()));

        denied.deny(DeniedKey.ofAnyIssuer(OWN.signing().getKeyID())).await();
        String given = IdTokenAnswer.json(code()).getString("id_token");
        assertThat(SignedJWT.parse(given).getHeader().getKeyID())
                .isEqualTo(OWN.waiting().getKeyID());
        await().until(() ->
                !edge.get("/.well-known/jwks.json").contains(OWN.signing().getKeyID()));
        assertThat(IdTokenAnswer.verified(edge, given).getIssuer()).isEqualTo(URL);

        denied.deny(new DeniedKey(URL, OWN.waiting().getKeyID())).await();
        assertThat(code()).startsWith("HTTP/1.1 400").contains("invalid_grant");
        assertThat(refresh()).startsWith("HTTP/1.1 503");
        assertThat(counted("withheld", "denied_keys")).isEqualTo(2);
    }

    @Test
    void aTokenSignedAnewIsNoAccessToken() {
        edge.west.answer(200, JSON, IdTokenAnswer.with(IdTokenAnswer.ofWest()));
        String given = IdTokenAnswer.json(code()).getString("id_token");

        String answer = edge.exchange("GET /-/validate", "Authorization: Bearer " + given + "\r\n", "");

        assertThat(answer).startsWith("HTTP/1.1 401").contains("invalid_token");
    }

    @Test
    void signingIsDoneByThreadsOfItsOwn() {
        edge.west.answer(200, JSON, IdTokenAnswer.with(IdTokenAnswer.ofWest()));

        code();

        assertThat(Thread.getAllStackTraces().keySet())
                .anyMatch(thread -> thread.getName().startsWith("sallyport-sign"));
    }
}
