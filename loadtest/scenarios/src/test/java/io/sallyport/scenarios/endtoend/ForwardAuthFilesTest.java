package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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

    @Test
    void traefikRemovesEverySpellingWithUnderscoresBeforeItAsks() throws IOException {
        JsonNode http = read("traefik.yaml").path("http");
        JsonNode removed = http.at("/middlewares/unclaimed/headers/customRequestHeaders");

        // Go capitalises after dashes alone, and so do both the names that a client sends and those in the file.
        Set<String> names = new HashSet<>();
        removed.properties().forEach(each -> {
            assertThat(each.getValue().asText("to be set")).as(each.getKey()).isEmpty();
            names.add(each.getKey().toLowerCase(Locale.ROOT));
        });
        assertThat(texts(http.at("/routers/orders/middlewares"))).containsExactly("unclaimed", "sallyport");
        assertThat(names)
                .contains("connection")
                .containsAll(
                        ALL.stream().flatMap(ForwardAuthFilesTest::underscored).toList());
    }

    /** With an underscore in place of the first dash, the second, and both. */
    private static Stream<String> underscored(String name) {
        int second = name.lastIndexOf('-');
        String last = name.substring(0, second) + '_' + name.substring(second + 1);
        return Stream.of(name.replaceFirst("-", "_"), last, name.replace('-', '_'));
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
