package io.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

    private static final String REGION = "https://us-west-2.idp.example.net/realms/x";
    private static final String ISSUER = "https://issuer.example.net";
    private final Discovery discovery = discovery(false);

    private static Discovery discovery(boolean signsIdTokens) {
        return new Discovery(
                "https://id.example.com/idp",
                "https://id.example.com/idp",
                "https://id.example.com/idp",
                signsIdTokens,
                (method, path) -> Set.of("GET /authorize", "POST /token", "GET /userinfo", "POST /par")
                        .contains(method + " " + path));
    }

    private static JsonObject good() {
        return new JsonObject()
                .put("issuer", ISSUER)
                .put("authorization_endpoint", REGION + "/authorize")
                .put("token_endpoint", REGION + "/token")
                .put("jwks_uri", REGION + "/certs");
    }

    private Optional<JsonObject> made(JsonObject regional) {
        return discovery.of(regional, Set.of(ISSUER), REGION);
    }

    private JsonObject with(String field, @Nullable Object value) {
        return made(good().put(field, value)).orElseThrow();
    }

    @Test
    void namesTheGatewayAlone() {
        JsonObject made = made(good()).orElseThrow();

        assertThat(made.getString("issuer")).isEqualTo("https://id.example.com/idp");
        assertThat(made.getString("authorization_endpoint")).isEqualTo("https://id.example.com/idp/authorize");
        assertThat(made.getString("token_endpoint")).isEqualTo("https://id.example.com/idp/token");
        assertThat(made.getString("jwks_uri")).isEqualTo("https://id.example.com/idp/.well-known/jwks.json");
        assertThat(made.encode()).doesNotContain("example.net");
    }

    /** Nodes and lives of a gateway tag the same document alike. */
    @Test
    void isWrittenInTheSameOrderEverywhere() {
        JsonObject regional = good();
        List.of("userinfo_endpoint", "pushed_authorization_request_endpoint")
                .forEach(name -> regional.put(name, REGION + (name.startsWith("u") ? "/userinfo" : "/par")));
        List.of("token_endpoint_auth_methods_supported", "response_types_supported", "response_modes_supported")
                .forEach(name -> regional.put(name, new JsonArray().add("code").add("query")));

        assertThat(made(regional).orElseThrow().fieldNames())
                .containsExactly(
                        "issuer",
                        "authorization_endpoint",
                        "pushed_authorization_request_endpoint",
                        "token_endpoint",
                        "userinfo_endpoint",
                        "jwks_uri",
                        "response_modes_supported",
                        "response_types_supported",
                        "token_endpoint_auth_methods_supported",
                        "request_parameter_supported",
                        "request_uri_parameter_supported");
    }

    @Test
    void takesAnEndpointThatAlreadyNamesTheGateway() {
        assertThat(with("userinfo_endpoint", "https://id.example.com/idp/userinfo")
                        .getString("userinfo_endpoint"))
                .isEqualTo("https://id.example.com/idp/userinfo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.net/userinfo",
                "https://us-west-2.idp.example.net/realms/xy/userinfo",
                "https://us-west-2.idp.example.net/realms/x@evil.example.net/userinfo",
                "https://us-west-2.idp.example.net/realms/x/../userinfo",
                "https://us-west-2.idp.example.net/realms/x/userinfo?a=b",
                "https://us-west-2.idp.example.net/realms/x/userinfo#a",
                "https://us-west-2.idp.example.net/realms/x/user info",
                "https://us-west-2.idp.example.net/realms/x/unknown",
                "http://us-west-2.idp.example.net/realms/x/userinfo",
                "/userinfo",
                "javascript:alert(1)",
                ""
            })
    void leavesOutAnEndpointElsewhere(String url) {
        assertThat(with("userinfo_endpoint", url).containsKey("userinfo_endpoint"))
                .isFalse();
    }

    @Test
    void refusesAForeignIssuerAndADocumentWithoutLogin() {
        assertThat(made(good().put("issuer", ISSUER + "/"))).isEmpty();
        assertThat(made(good().put("issuer", new JsonArray().add(ISSUER)))).isEmpty();
        assertThat(made(good().putNull("issuer"))).isEmpty();
        assertThat(made(new JsonObject())).isEmpty();
        assertThat(made(good().put("token_endpoint", "https://evil.example.net/token")))
                .isEmpty();
    }

    @Test
    void promisesNoFieldThatItDoesNotKnow() {
        for (String field : List.of(
                "check_session_iframe",
                "mtls_endpoint_aliases",
                "registration_endpoint",
                "op_policy_uri",
                "frontchannel_logout_supported",
                "dpop_signing_alg_values_supported",
                "x")) {
            assertThat(with(field, REGION + "/userinfo").containsKey(field)).isFalse();
        }
        assertThat(with("request_uri_parameter_supported", true).getBoolean("request_uri_parameter_supported"))
                .isFalse();
    }

    @Test
    void keepsOfAListWhatWorksThroughAGateway() {
        JsonArray types = new JsonArray()
                .add("code")
                .add("code id_token")
                .addNull()
                .add(7)
                .add(new JsonObject());

        assertThat(with("response_types_supported", types).getJsonArray("response_types_supported"))
                .isEqualTo(new JsonArray().add("code"));
        assertThat(with(
                                "scopes_supported",
                                new JsonArray().add("openid").add(REGION).add(7))
                        .getJsonArray("scopes_supported"))
                .isEqualTo(new JsonArray().add("openid"));
    }

    @Test
    void whoSignsIdTokensPromisesWhatItSignsWithAndNoMore() {
        JsonObject regional = good().put("id_token_signing_alg_values_supported", new JsonArray().add("ES384"))
                .put("id_token_encryption_alg_values_supported", new JsonArray().add("RSA-OAEP"))
                .put("id_token_encryption_enc_values_supported", new JsonArray().add("A128GCM"))
                .put("userinfo_signing_alg_values_supported", new JsonArray().add("RS256"))
                .put("backchannel_logout_supported", true)
                .put("backchannel_logout_session_supported", true)
                .put("frontchannel_logout_supported", true)
                .put("frontchannel_logout_session_supported", true);

        JsonObject made = discovery(true).of(regional, Set.of(ISSUER), REGION).orElseThrow();

        assertThat(made.getJsonArray("id_token_signing_alg_values_supported")).isEqualTo(new JsonArray().add("RS256"));
        assertThat(made.fieldNames()).noneMatch(name -> name.contains("encryption") || name.contains("channel"));
        assertThat(made.containsKey("userinfo_signing_alg_values_supported")).isFalse();
        assertThat(discovery(true)
                        .of(good(), Set.of(ISSUER), REGION)
                        .orElseThrow()
                        .getJsonArray("id_token_signing_alg_values_supported"))
                .isEqualTo(new JsonArray().add("RS256"));
        assertThat(made(regional).orElseThrow().getJsonArray("id_token_signing_alg_values_supported"))
                .isEqualTo(new JsonArray().add("ES384"));
    }

    @Test
    void noFieldOfAWrongTypeThrowsOrLeaks() {
        List<@Nullable Object> wrong = Arrays.asList(
                null,
                7,
                1.5,
                true,
                REGION,
                new JsonObject().put("a", REGION),
                new JsonArray().add(new JsonObject().put("a", REGION)),
                new JsonArray().add(REGION).addNull());
        for (String field : List.of(
                "userinfo_endpoint",
                "scopes_supported",
                "claims_supported",
                "response_types_supported",
                "acr_values_supported",
                "authorization_response_iss_parameter_supported",
                "ui_locales_supported",
                "id_token_signing_alg_values_supported",
                "jwks_uri",
                "end_session_endpoint")) {
            for (Object value : wrong) {
                assertThat(with(field, value).encode()).doesNotContain("example.net");
            }
        }
    }
}
