package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    private static final String JWKS = "/.well-known/jwks.json";

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo();

    private final Client client = new Client();

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    void discoveryNamesOnlyTheGateway(String path) throws Exception {
        HttpResponse<String> answer = client.get(DEMO.url(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Client.header(answer, "Content-Type")).startsWith("application/json");
        assertThat(Client.text(answer, "issuer")).isEqualTo(DEMO.publicUrl());
        Client.json(answer).properties().forEach(field -> {
            if (field.getKey().endsWith("_endpoint") || field.getKey().equals("jwks_uri")) {
                assertThat(field.getValue().asText()).startsWith(DEMO.publicUrl() + "/");
            }
        });
        assertThat(answer.body())
                .contains(
                        "authorization_endpoint",
                        "token_endpoint",
                        "userinfo_endpoint",
                        "revocation_endpoint",
                        "jwks_uri")
                .doesNotContain(RunningDemo.PRIMARY, RunningDemo.REPLICA)
                .doesNotContain(authority(DEMO.primary()), authority(DEMO.replica()));
    }

    @Test
    void everyEndpointThatDiscoveryNamesIsServed() throws Exception {
        var metadata = Client.json(client.get(DEMO.url("/.well-known/openid-configuration")));

        for (String name : List.of("authorization_endpoint", "userinfo_endpoint", "jwks_uri")) {
            assertThat(client.get(URI.create(metadata.get(name).asText())).statusCode())
                    .as(name)
                    .isNotIn(404, 405, 421);
        }
        for (String name : List.of("token_endpoint", "revocation_endpoint", "introspection_endpoint")) {
            URI endpoint = URI.create(metadata.get(name).asText());
            assertThat(client.post(endpoint, Client.FORM, "a=b").statusCode())
                    .as(name)
                    .isIn(400, 401);
        }
    }

    @Test
    void jwksIsTheUnionOfBothRegionsKeysAndNothingPrivate() throws Exception {
        JWKSet served = keys(DEMO.url(JWKS));

        JWKSet primary = keys(DEMO.primary().url(JWKS));
        JWKSet replica = keys(DEMO.replica().url(JWKS));
        assertThat(ids(primary)).isNotEmpty().doesNotContainAnyElementsOf(ids(replica));
        assertThat(ids(served))
                .containsExactlyInAnyOrderElementsOf(Stream.of(primary, replica)
                        .flatMap(set -> ids(set).stream())
                        .toList());
        assertThat(served.getKeys()).noneMatch(JWK::isPrivate);
    }

    @ParameterizedTest
    @ValueSource(strings = {JWKS, "/.well-known/openid-configuration"})
    void whatTheClientHasIsNotSentAgain(String path) throws Exception {
        String tag = Client.header(client.get(DEMO.url(path)), "ETag");

        HttpResponse<String> again = client.get(DEMO.url(path), "If-None-Match", tag);
        HttpResponse<String> other = client.get(DEMO.url(path), "If-None-Match", "\"another\"");

        assertThat(tag).startsWith("\"").endsWith("\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(Client.header(again, "ETag")).isEqualTo(tag);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(Client.header(other, "ETag")).isEqualTo(tag);
    }

    private static String authority(RegionUnderTest region) {
        return ":" + region.region().port();
    }

    private JWKSet keys(URI uri) throws Exception {
        return JWKSet.parse(client.get(uri).body());
    }

    private static List<String> ids(JWKSet set) {
        return set.getKeys().stream().map(JWK::getKeyID).toList();
    }
}
