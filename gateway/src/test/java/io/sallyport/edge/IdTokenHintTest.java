package io.sallyport.edge;

import static io.sallyport.edge.IdTokenAnswer.JSON;
import static io.sallyport.edge.RunningEdge.KEY;
import static io.sallyport.token.SampleClaims.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.sallyport.failover.RegionName;
import io.sallyport.keys.DenialStore;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.reissue.Hinted;
import io.sallyport.operation.Operation;
import io.sallyport.proxy.Binding;
import io.sallyport.proxy.Binding.Tie;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ID tokens that come back, in mode reissue unless a test says otherwise. The primary, west, serves. */
class IdTokenHintTest extends BeforeTwoRegions {

    private static final String URL = "http://id.example.com";
    private static final String EXCHANGE =
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id=demo-web"
                    + "&subject_token_type=urn:ietf:params:oauth:token-type:";

    private final String west = IdTokenAnswer.ofWest();
    private final String east = IdTokenAnswer.ofEast();

    @BeforeEach
    void reissues() {
        restart(reissuing());
    }

    private static RunningEdge.Setup reissuing() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.reissues = true;
        return setup;
    }

    /** What a client has of a region's token. */
    private String reissued(ScriptedRegion region, String idToken) {
        region.answer(200, JSON, IdTokenAnswer.with(idToken).replace("{", "{\"refresh_token\":\"r\","));
        String form = "client_id=demo-web&grant_type=refresh_token&refresh_token=";
        String token = region == edge.west ? "r" : refreshTokenOfEast();
        String given = IdTokenAnswer.json(token(form + token)).getString("id_token");
        region.answer(302, "Location: https://app.example.com/\r\n", "");
        edge.west.calls().clear();
        edge.east.calls().clear();
        return given;
    }

    /** As east would have given it. */
    private String refreshTokenOfEast() {
        String answer = edge.affinities
                .hints()
                .inJson(
                        Objects.requireNonNull(RunningEdge.cognito().route("POST", "/oauth2/token"))
                                .operation(name -> null),
                        edge.affinities.regions().get(1),
                        Buffer.buffer("{\"refresh_token\":\"r\"}"),
                        null,
                        Map.of())
                .toString();
        return new JsonObject(answer).getString("refresh_token");
    }

    private String reissuedOfWest() {
        return reissued(edge.west, west);
    }

    private String reissuedOfEast() {
        return reissued(edge.east, east);
    }

    private static ScriptedRegion.Call only(ScriptedRegion region) {
        assertThat(region.calls()).hasSize(1);
        return region.calls().get(0);
    }

    private static String line(ScriptedRegion.Call call) {
        return call.head().lines().findFirst().orElseThrow();
    }

    @Test
    void aSignOutGoesToTheRegionOfTheHintWithTheTokenThatItIssued() {
        String ofWest = reissuedOfWest();
        String ofEast = reissuedOfEast();

        edge.get("/logout?a=b&id_token_hint=" + ofWest + "&state=s%20t");
        edge.get("/logout?id_token_hint=" + ofEast);

        assertThat(line(only(edge.west))).isEqualTo("GET /logout?a=b&id_token_hint=" + west + "&state=s%20t HTTP/1.1");
        assertThat(line(only(edge.east))).isEqualTo("GET /logout?id_token_hint=" + east + " HTTP/1.1");
    }

    @Test
    void norDoesItGoElsewhereWhileThatRegionIsGone() {
        String ofEast = reissuedOfEast();
        edge.east.refuse();

        String answer = edge.get("/logout?id_token_hint=" + ofEast);

        assertThat(answer).startsWith("HTTP/1.1 503");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void aSignOutMayBeAForm() {
        String ofEast = reissuedOfEast();

        edge.post("/logout", FORM, "id_token_hint=" + ofEast + "&x=y");

        assertThat(only(edge.east).body()).isEqualTo("id_token_hint=" + east + "&x=y");
    }

    @Test
    void aLoginBeginsWhereLoginsBeginWhoeverItIsFor() {
        String ofEast = reissuedOfEast();

        edge.get("/oauth2/authorize?client_id=demo-web&prompt=none&id%5Ftoken_hint=" + ofEast);
        edge.post("/oauth2/authorize", FORM, "client_id=demo-web&id_token_hint=" + ofEast);

        assertThat(edge.east.calls()).isEmpty();
        assertThat(line(edge.west.calls().get(0)))
                .isEqualTo(
                        "GET /oauth2/authorize?client_id=demo-web&prompt=none&id%5Ftoken_hint=" + east + " HTTP/1.1");
        assertThat(edge.west.calls().get(1).body()).isEqualTo("client_id=demo-web&id_token_hint=" + east);
    }

    @Test
    void anExchangeGoesWhereTheTokenIsKnown() {
        String ofWest = reissuedOfWest();
        String ofEast = reissuedOfEast();

        token(EXCHANGE + "id_token&subject_token=" + ofWest);
        token(EXCHANGE + "id_token&subject_token=" + ofEast);

        assertThat(only(edge.west).body()).endsWith("&subject_token=" + west);
        assertThat(only(edge.east).body()).endsWith("&subject_token=" + east);
    }

    @Test
    void whatIsExchangedAsAnotherKindStaysAsItIs() {
        String ofEast = reissuedOfEast();

        token(EXCHANGE + "access_token&subject_token=" + ofEast);

        assertThat(only(edge.west).body()).endsWith("&subject_token=" + ofEast);
    }

    @Test
    void aHintMayHaveExpiredLongAgo() {
        String ofWest = reissuedOfWest();
        RunningEdge.Setup later = reissuing();
        later.now = SampleClaims.NOW.plus(Duration.ofDays(300));
        restart(later);

        edge.get("/logout?id_token_hint=" + ofWest);

        assertThat(line(only(edge.west))).contains(west);
    }

    @Test
    void anotherNodeWithTheNextRingKnowsIt() {
        KeyRing next = RunningEdge.RING.rotated();
        String ofOlderNode = reissuedOfWest();
        RunningEdge.Setup newer = reissuing();
        newer.ring = next;
        restart(newer);
        edge.get("/logout?id_token_hint=" + ofOlderNode);
        assertThat(line(only(edge.west))).contains(west);
        assertThat(edge.get("/.well-known/jwks.json")).contains(kid(ofOlderNode));

        String ofNewerNode = reissuedOfWest();
        restart(reissuing());
        edge.get("/logout?id_token_hint=" + ofNewerNode);

        assertThat(line(only(edge.west))).contains(west);
        assertThat(kid(ofNewerNode)).isNotEqualTo(kid(ofOlderNode));
        assertThat(edge.get("/.well-known/jwks.json")).contains(kid(ofNewerNode));
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return TokenMint.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "another signature",
                "half a signature",
                "no signature",
                "another subject",
                "the region's issuer",
                "another seal",
                "no seal",
                "another algorithm",
                "no algorithm",
                "signed by an attacker",
                "signed by a key in the header",
                "signed by a region",
                "a broken payload"
            })
    void oneThatClaimsToBeTheGatewaysAndIsNotReachesNobody(String how) {
        String good = reissuedOfWest();
        String[] parts = good.split("\\.", -1);
        String header = decoded(parts[0]);
        String payload = decoded(parts[1]);
        TokenMint attacker = TokenMint.rs256(kid(good));
        String forged =
                switch (how) {
                    case "another signature" -> parts[0] + '.' + parts[1] + '.' + west.split("\\.", -1)[2];
                    case "half a signature" -> good.substring(0, good.length() - 171);
                    case "no signature" -> parts[0] + '.' + parts[1] + '.';
                    case "another subject" ->
                        parts[0] + '.' + encoded(payload.replace("alice-id", "admin-id")) + '.' + parts[2];
                    case "the region's issuer" ->
                        parts[0] + '.' + encoded(payload.replace(URL, ISSUER)) + '.' + parts[2];
                    case "another seal" ->
                        parts[0]
                                + '.'
                                + encoded(payload.replaceFirst("(sallyport_original\":\"....).", "$1~"))
                                + '.'
                                + parts[2];
                    case "no seal" ->
                        attacker.sign(header, payload.substring(0, payload.indexOf(",\"sallyport_original")) + "}");
                    case "another algorithm" ->
                        encoded(header.replace("RS256", "HS256")) + '.' + parts[1] + '.' + parts[2];
                    case "no algorithm" -> encoded(header.replace("RS256", "none")) + '.' + parts[1] + '.';
                    case "signed by an attacker" -> attacker.sign(header, payload);
                    case "signed by a key in the header" ->
                        attacker.sign(
                                new JsonObject(header)
                                        .put("jwk", attacker.jwk())
                                        .put("jku", "https://evil.example/jwks.json")
                                        .encode(),
                                payload);
                    case "signed by a region" -> KEY.sign(new JsonObject(KEY.header()).encode(), payload);
                    default -> parts[0] + '.' + encoded(payload.substring(1)) + '.' + parts[2];
                };

        assertThat(edge.get("/logout?id_token_hint=" + forged)).startsWith("HTTP/1.1 400");
        assertThat(edge.get("/oauth2/authorize?client_id=demo-web&id_token_hint=" + forged))
                .startsWith("HTTP/1.1 400");
        assertThat(token(EXCHANGE + "id_token&subject_token=" + forged))
                .startsWith("HTTP/1.1 400")
                .contains("\"invalid_request\"");
        assertThat(edge.west.calls()).isEmpty();
        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void aPersonReadsAPage() {
        String forged = reissuedOfWest() + "A";

        String answer = edge.exchange("GET /logout?id_token_hint=" + forged, "Accept: text/html\r\n", "");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("<h1>This request cannot be read</h1>");
    }

    @Test
    void oneOfAnotherRingUnderThisNameReachesNobody() {
        RunningEdge.Setup other = reissuing();
        other.ring = KeyRing.create().thatSigns();
        restart(other);
        String ofOther = reissuedOfWest();
        restart(reissuing());

        assertThat(edge.get("/logout?id_token_hint=" + ofOther)).startsWith("HTTP/1.1 400");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void oneOfAnotherGatewayIsTheRegionsToJudge() {
        TokenMint other = TokenMint.rs256("another-gateways");
        String ofOther = other.token(SampleClaims.idToken("https://another.example"));

        edge.get("/logout?id_token_hint=" + ofOther);

        assertThat(line(only(edge.west))).contains(ofOther);
    }

    @Test
    void aRegionsOwnStaysAsItIsAndTellsItsRegion() {
        edge.get("/logout?id_token_hint=" + east);
        edge.get("/logout?id_token_hint=" + west);

        assertThat(line(only(edge.east))).contains(east);
        assertThat(line(only(edge.west))).contains(west);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opaque", "a.b.c", "%00", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoTokenAtAllIsTheRegionsToJudge(String text) {
        edge.get("/logout?id_token_hint=" + text);

        assertThat(line(only(edge.west))).isEqualTo("GET /logout?id_token_hint=" + text + " HTTP/1.1");
    }

    @Test
    void twoThatNameTwoRegionsReachNobody() {
        String ofWest = reissuedOfWest();
        String ofEast = reissuedOfEast();

        assertThat(edge.get("/logout?id_token_hint=" + ofWest + "&id_token_hint=" + ofEast))
                .startsWith("HTTP/1.1 400");
        assertThat(edge.west.calls()).isEmpty();
        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void oneThatADeniedKeySignedReachesNobody() {
        String ofWest = reissuedOfWest();
        RunningEdge.Setup setup = reissuing();
        setup.denied = new DeniedKeys(List.of(kid(ofWest)), DenialStore.NONE);
        restart(setup);

        assertThat(edge.get("/logout?id_token_hint=" + ofWest)).startsWith("HTTP/1.1 400");
        assertThat(edge.west.calls()).isEmpty();
    }

    private @Nullable Binding binding(String method, String path, String hint) {
        Operation operation = Objects.requireNonNull(RunningEdge.cognito().route(method, path))
                .operation();
        return ((Hinted.Read) edge.idTokens.read(operation, path + "?id_token_hint=" + hint, null)).binding();
    }

    @Test
    void onlyWhereARegionAloneSignsUnderItsIssuerIsNoOtherAsked() {
        RegionName primary = edge.affinities.regions().get(0);
        assertThat(binding("GET", "/logout", reissuedOfWest())).isEqualTo(new Binding(primary, Tie.ALONE));
        assertThat(binding("GET", "/logout", west)).isEqualTo(new Binding(primary, Tie.ALONE));
        assertThat(binding("GET", "/oauth2/authorize", west)).isNull();

        restart(new RunningEdge.Setup());

        assertThat(binding("GET", "/logout", west)).isEqualTo(new Binding(primary, Tie.BETTER));
        assertThat(binding("GET", "/logout", east)).isNull();
        assertThat(binding("GET", "/logout", west + "A")).isNull();
    }
}
