package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of deploy/examples whose servers are not in Debian: that they are YAML and say what matters. Nothing runs them. */
class ForwardAuthFilesTest {

    private static final List<String> ALL = List.of(
            "x-auth-subject", "x-auth-client", "x-auth-scope", "x-auth-issuer", "x-auth-region", "x-auth-expires");

    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void traefikPassesOneHeaderAndTakesAllOfTheGateways() throws IOException {
        JsonNode forwardAuth = read("traefik.yaml").at("/http/middlewares/sallyport/forwardAuth");

        assertThat(forwardAuth.path("address").asText()).endsWith("/-/validate?scope=orders/read");
        assertThat(texts(forwardAuth.path("authRequestHeaders"))).containsExactly("authorization");
        assertThat(texts(forwardAuth.path("authResponseHeaders"))).containsExactlyElementsOf(ALL);
        assertThat(forwardAuth.path("trustForwardHeader").asBoolean(true)).isFalse();
        assertThat(forwardAuth.path("forwardBody").asBoolean()).isFalse();
        assertThat(texts(read("traefik.yaml").at("/http/routers/orders/middlewares")))
                .containsExactly("sallyport");
    }

    @Test
    void envoyAsksByPolicyFailsClosedAndTakesAllOfTheGateways() throws IOException {
        JsonNode connections = connections();
        JsonNode asks = connections.at("/http_filters/0/typed_config");

        assertThat(connections.at("/http_filters/0/name").asText()).isEqualTo("envoy.filters.http.ext_authz");
        assertThat(asks.path("failure_mode_allow").asBoolean(true)).isFalse();
        assertThat(asks.at("/status_on_error/code").asText()).isEqualTo("ServiceUnavailable");
        assertThat(asks.has("with_request_body")).isFalse();
        assertThat(exact(asks.at("/allowed_headers/patterns"))).containsExactly("authorization");
        assertThat(asks.at("/http_service/path_prefix").asText()).isEqualTo("/-/validate/p/orders");
        JsonNode answer = asks.at("/http_service/authorization_response");
        assertThat(exact(answer.at("/allowed_upstream_headers/patterns"))).containsExactlyElementsOf(ALL);
        assertThat(exact(answer.at("/allowed_client_headers/patterns"))).contains("www-authenticate");
    }

    @Test
    void envoyRemovesWhatAClientClaimsBeforeItAsks() throws IOException {
        JsonNode connections = connections();
        List<String> removed = new ArrayList<>();
        connections
                .at("/early_header_mutation_extensions/0/typed_config/mutations")
                .forEach(mutation -> removed.add(mutation.path("remove").asText()));

        assertThat(removed).containsExactlyElementsOf(ALL);
        assertThat(connections
                        .at("/common_http_protocol_options/headers_with_underscores_action")
                        .asText())
                .isEqualTo("REJECT_REQUEST");
        assertThat(read("envoy.yaml").findValue("request_headers_to_remove")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"traefik.yaml", "envoy.yaml"})
    void fileSaysThatItWasNotRun(String name) throws IOException {
        assertThat(Files.readString(ProxyServer.file(name))).contains("it does not run");
    }

    private static JsonNode connections() throws IOException {
        return read("envoy.yaml").at("/static_resources/listeners/0/filter_chains/0/filters/0/typed_config");
    }

    private static JsonNode read(String name) throws IOException {
        return YAML.readTree(ProxyServer.file(name).toFile());
    }

    private static List<String> exact(JsonNode patterns) {
        List<String> found = new ArrayList<>();
        patterns.forEach(pattern -> found.add(pattern.path("exact").asText()));
        return found;
    }

    private static List<String> texts(JsonNode list) {
        List<String> found = new ArrayList<>();
        list.forEach(each -> found.add(each.asText().toLowerCase(Locale.ROOT)));
        return found;
    }
}
