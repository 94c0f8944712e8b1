package io.sallyport.oidc.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.RegionHints.Forged;
import io.sallyport.oidc.affinity.RegionHints.Known;
import io.sallyport.oidc.affinity.RegionHints.Nothing;
import io.sallyport.oidc.login.ReturnAddress;
import io.sallyport.operation.Affinity;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.DialectTable;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.TableOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By Cognito's table: what is put on in an answer is taken off where it comes back. */
class RegionHintsTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final KeyRing RING = KeyRing.create();

    private final Dialect cognito = read();
    private long nanos;
    private final RegionHints hints = new RegionHints(RING, List.of(WEST, EAST), cognito.affinity(), () -> nanos);

    private static Dialect read() {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream("cognito.yaml"))) {
            return DialectTable.parse(
                    new String(table.readAllBytes(), StandardCharsets.UTF_8),
                    TableOptions.NONE.with(Map.of("pool", "us-west-2_pool")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Operation http(String method, String path, Map<String, String> fields) {
        return Objects.requireNonNull(cognito.route(method, path)).operation(fields::get);
    }

    private Operation api(String name, Map<String, String> fields) {
        return Objects.requireNonNull(cognito.apiRoute("AWSCognitoIdentityProviderService." + name))
                .operation(fields::get);
    }

    private String answer(Operation operation, String json) {
        return hints.inJson(operation, EAST, Buffer.buffer(json), null, Map.of())
                .toString();
    }

    private Known known(Operation operation, String target, String body) {
        return (Known) hints.read(operation, target, Buffer.buffer(body));
    }

    @Test
    void aCodeComesBackToItsRegion() {
        String location = hints.inRedirect(
                http("GET", "/oauth2/authorize", Map.of()), EAST, "https://app/cb?x=code&code=abc&state=s#f");
        String code = location.substring(location.indexOf("code=s") + 5, location.indexOf("&state"));

        Known told = known(
                http("POST", "/oauth2/token", Map.of("grant_type", "authorization_code")),
                "/oauth2/token",
                "grant_type=authorization_code&code=" + code + "&code_verifier=v");

        assertThat(location).startsWith("https://app/cb?x=code&code=sally1_").endsWith("abc&state=s#f");
        assertThat(told.region()).isEqualTo(EAST);
        assertThat(told.kind()).isEqualTo(HintKind.CODE);
        assertThat(String.valueOf(told.body())).isEqualTo("grant_type=authorization_code&code=abc&code_verifier=v");
    }

    @Test
    void aCodeInTheFragmentIsOneToo() {
        Operation login = http("POST", "/login", Map.of());

        assertThat(hints.inRedirect(login, EAST, "app:/cb#code=abc&state=s"))
                .matches("app:/cb#code=sally1_.{24}abc&state=s");
        assertThat(hints.inRedirect(login, EAST, "app:/cb#x?code=abc")).isEqualTo("app:/cb#x?code=abc");
        assertThat(hints.inRedirect(login, EAST, "app:/cb?error=e")).isEqualTo("app:/cb?error=e");
        assertThat(hints.inRedirect(login, EAST, "app:/cb?code=")).isEqualTo("app:/cb?code=");
    }

    @Test
    void aRequestUriKeepsItsForm() {
        String urn = "urn:ietf:params:oauth:request_uri:";
        String answer =
                answer(http("POST", "/oauth2/par", Map.of()), "{\"request_uri\":\"" + urn + "abc\",\"expires_in\":60}");
        String uri = answer.substring(answer.indexOf(urn), answer.indexOf("\",\"expires"));

        Operation authorize = http("GET", "/oauth2/authorize", Map.of());
        String encoded = uri.replace(":", "%3A");

        assertThat(uri).startsWith(urn + "sally1_").endsWith("abc");
        assertThat(known(authorize, "/oauth2/authorize?client_id=w&request_uri=" + encoded + "&x=1", "")
                        .target())
                .isEqualTo(
                        "/oauth2/authorize?client_id=w&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Aabc&x=1");
        assertThat(known(authorize, "/oauth2/authorize?request_uri=" + uri, "").target())
                .isEqualTo("/oauth2/authorize?request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Aabc");
        assertThat(hints.read(authorize, "/oauth2/authorize?request_uri=" + encoded + "x", null))
                .isInstanceOf(Forged.class);
    }

    private String pushed(String form) {
        String json = "{\"request_uri\":\"urn:ietf:params:oauth:request_uri:ab~c\"}";
        String answer = hints.inJson(
                        http("POST", "/oauth2/par", Map.of()), EAST, Buffer.buffer(json), Buffer.buffer(form), Map.of())
                .toString();
        return answer.substring(answer.indexOf("urn:"), answer.length() - 2);
    }

    @Test
    void aRequestUriKnowsWhereItsAnswerGoes() {
        String uri = pushed("client_id=w&redirect_uri=https%3A%2F%2Fapp%2Fcb&state=s%26x&response_mode=form_post");

        Known told = known(http("GET", "/oauth2/authorize", Map.of()), "/oauth2/authorize?request_uri=" + uri, "");

        assertThat(told.target())
                .isEqualTo("/oauth2/authorize?request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Aab%7Ec");
        assertThat(told.returnAddress()).isEqualTo(new ReturnAddress("https://app/cb", "s&x", "form_post"));
        assertThat(uri).doesNotContain("app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=w",
                "redirect_uri=https%3A%2F%2Fapp%2Fcb&redirect_uri=https%3A%2F%2Fevil%2Fcb",
                "redirect_uri=%2Fcb",
                "redirect_uri=https%3A%2F%2Fapp%2Fcb%23f"
            })
    void aRequestUriWithoutOnePlainAddressKnowsNone(String form) {
        Known told =
                known(http("GET", "/oauth2/authorize", Map.of()), "/oauth2/authorize?request_uri=" + pushed(form), "");

        assertThat(told.returnAddress()).isNull();
        assertThat(told.target()).endsWith("ab%7Ec");
    }

    @Test
    void aChallengeComesBackToItsRegion() {
        Operation initiate = api("InitiateAuth", Map.of("AuthFlow", "USER_PASSWORD_AUTH"));
        Operation respond = api("RespondToAuthChallenge", Map.of("ChallengeName", "SOFTWARE_TOKEN_MFA"));

        String challenge = answer(initiate, "{\"ChallengeName\":\"X\",\"Session\":\"s/1\"}");
        Known told = known(respond, "/", "{\"ClientId\":\"w\"," + challenge.substring(challenge.indexOf("\"Session")));

        assertThat(challenge).contains("\"Session\":\"sally1_");
        assertThat(told.region()).isEqualTo(EAST);
        assertThat(String.valueOf(told.body())).isEqualTo("{\"ClientId\":\"w\",\"Session\":\"s/1\"}");
    }

    @Test
    void aSessionThatIsFullIsPassedAsItIs() {
        Operation initiate = api("InitiateAuth", Map.of());
        String full = "{\"Session\":\"" + "x".repeat(2048 - RegionPrefix.LENGTH + 1) + "\"}";
        String fits = "{\"Session\":\"" + "x".repeat(2048 - RegionPrefix.LENGTH) + "\"}";

        assertThat(answer(initiate, full)).isEqualTo(full);
        assertThat(answer(initiate, fits)).hasSize("{\"Session\":\"\"}".length() + 2048);
    }

    @Test
    void aSecretBlockIsRememberedForMinutes() {
        Operation initiate = api("InitiateAuth", Map.of("AuthFlow", "USER_SRP_AUTH"));
        Operation respond = api("RespondToAuthChallenge", Map.of("ChallengeName", "PASSWORD_VERIFIER"));
        String challenge = "{\"ChallengeParameters\":{\"SECRET_BLOCK\":\"block+1=\"}}";
        String proof = "{\"ChallengeResponses\":{\"PASSWORD_CLAIM_SECRET_BLOCK\":\"block+1=\"}}";

        assertThat(answer(initiate, challenge)).isEqualTo(challenge);

        assertThat(known(respond, "/", proof))
                .isEqualTo(new Known(EAST, HintKind.SECRET_BLOCK, "/", Buffer.buffer(proof), null));
        nanos = SecretBlocks.LIFETIME.toNanos() - 1;
        assertThat(hints.read(respond, "/", Buffer.buffer(proof))).isInstanceOf(Known.class);
        nanos++;
        assertThat(hints.read(respond, "/", Buffer.buffer(proof))).isInstanceOf(Nothing.class);
    }

    @Test
    void aRefreshTokenComesBackWhereverItMay() {
        String oauth = answer(http("POST", "/oauth2/token", Map.of()), "{\"refresh_token\":\"r.1\"}");
        String token = oauth.substring(oauth.indexOf("sally1_"), oauth.length() - 2);
        String api = answer(api("InitiateAuth", Map.of()), "{\"AuthenticationResult\":{\"RefreshToken\":\"r.1\"}}");

        assertThat(api).contains("\"RefreshToken\":\"" + token + "\"");
        assertTakes(
                http("POST", "/oauth2/token", Map.of("grant_type", "refresh_token")),
                "refresh_token=" + token,
                "refresh_token=r.1");
        assertTakes(http("POST", "/oauth2/revoke", Map.of()), "token=" + token, "token=r.1");
        assertTakes(http("POST", "/oauth2/introspect", Map.of()), "token=" + token, "token=r.1");
        assertTakes(
                api("InitiateAuth", Map.of("AuthFlow", "REFRESH_TOKEN_AUTH")),
                "{\"AuthParameters\":{\"REFRESH_TOKEN\":\"" + token + "\"}}",
                "{\"AuthParameters\":{\"REFRESH_TOKEN\":\"r.1\"}}");
        assertTakes(
                api("GetTokensFromRefreshToken", Map.of()),
                "{\"RefreshToken\":\"" + token + "\"}",
                "{\"RefreshToken\":\"r.1\"}");
        assertTakes(api("RevokeToken", Map.of()), "{\"Token\":\"" + token + "\"}", "{\"Token\":\"r.1\"}");
    }

    private void assertTakes(Operation operation, String before, String after) {
        Known told = known(operation, "/x", before);
        assertThat(told.region()).isEqualTo(EAST);
        assertThat(String.valueOf(told.body())).isEqualTo(after);
    }

    @Test
    void whereSessionsAreReplicatedRefreshTokensStayAsTheyAre() {
        RegionHints shared = new RegionHints(RING, List.of(WEST, EAST), Affinity.NONE, () -> 0);
        Buffer answer = Buffer.buffer("{\"refresh_token\":\"r\"}");

        assertThat(shared.inJson(http("POST", "/oauth2/token", Map.of()), EAST, answer, null, Map.of()))
                .isEqualTo(answer);
    }

    @Test
    void aValueGivenTwiceOrForAnotherUseIsForged() {
        Operation code = http("POST", "/oauth2/token", Map.of("grant_type", "authorization_code"));
        String answer = answer(http("POST", "/oauth2/token", Map.of()), "{\"refresh_token\":\"r\"}");
        String token = answer.substring(answer.indexOf("sally1_"), answer.length() - 2);
        String hinted = hints.inRedirect(http("GET", "/login", Map.of()), EAST, "a:b?code=c")
                .substring("a:b?code=".length());

        assertThat(hints.read(code, "/", Buffer.buffer("code=" + hinted))).isInstanceOf(Known.class);
        assertThat(hints.read(code, "/", Buffer.buffer("code=" + hinted + "&code=" + hinted)))
                .isInstanceOf(Forged.class);
        assertThat(hints.read(code, "/", Buffer.buffer("code=" + hinted + "&code=sally1_")))
                .isInstanceOf(Forged.class);
        assertThat(hints.read(code, "/", Buffer.buffer("code=" + token))).isInstanceOf(Forged.class);
        assertThat(hints.read(code, "/", Buffer.buffer("code=c"))).isInstanceOf(Nothing.class);
        assertThat(hints.read(code, "/", null)).isInstanceOf(Nothing.class);
    }

    @Test
    void aPagePostsItsCodeBack() {
        Operation login = http("POST", "/login", Map.of());
        Buffer page = Buffer.buffer("<form action=\"https://app/cb\"><input name=\"code\" value=\"abc\"></form>");

        assertThat(hints.inPage(login, EAST, page, action -> true).toString())
                .matches("<form action=\"https://app/cb\"><input name=\"code\" value=\"sally1_.{24}abc\"></form>");
        assertThat(hints.inPage(login, EAST, page, action -> false)).isSameAs(page);
    }
}
