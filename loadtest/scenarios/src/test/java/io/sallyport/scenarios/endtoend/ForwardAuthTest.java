package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of deploy/examples whose servers are in Debian, run by those servers in front of a service. */
@Timeout(120)
class ForwardAuthTest {

    private static final String CHALLENGE = "WWW-Authenticate";
    private static final List<String> ALL = List.of(
            "X-Auth-Subject", "X-Auth-Client", "X-Auth-Scope", "X-Auth-Issuer", "X-Auth-Region", "X-Auth-Expires");

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo();

    private final Client client = new Client();
    private final Path directory;
    private ServiceBehind service;

    ForwardAuthTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void open() throws Exception {
        service = new ServiceBehind();
    }

    @AfterEach
    void close() {
        service.close();
    }

    private ProxyServer proxy(ProxyServer.Kind kind) throws Exception {
        return proxy(kind, DEMO.url("/").getPort());
    }

    private ProxyServer proxy(ProxyServer.Kind kind, int gateway) throws Exception {
        kind.assumeInstalled();
        return ProxyServer.start(kind, directory, gateway, service.port());
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void theServiceLearnsWhatTheTokenSays(ProxyServer.Kind kind) throws Exception {
        try (ProxyServer proxy = proxy(kind)) {
            String token = token("orders/read orders/write");

            HttpResponse<String> answer = client.get(proxy.url("/a?b=c"), bearer(token));

            assertThat(answer.statusCode()).isEqualTo(200);
            ServiceBehind.Call call = onlyCall();
            assertThat(call.header("X-Auth-Subject")).containsExactly("demo-service");
            assertThat(call.header("X-Auth-Client")).containsExactly("demo-service");
            assertThat(call.header("X-Auth-Scope").get(0).split(" "))
                    .containsExactlyInAnyOrder("orders/read", "orders/write");
            assertThat(call.header("X-Auth-Issuer")).containsExactly(DEMO.publicUrl());
            assertThat(call.header("X-Auth-Region")).containsExactly(RunningDemo.PRIMARY);
            assertThat(call.header("X-Auth-Expires").get(0)).containsOnlyDigits();
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void whatAClientClaimsNeverReachesTheService(ProxyServer.Kind kind) throws Exception {
        try (ProxyServer proxy = proxy(kind)) {
            String[] claims = Stream.of("-", "_", ".", "~", "!")
                    .flatMap(sign -> ALL.stream().map(name -> name.replace("-", sign)))
                    .flatMap(name -> Stream.of(name, "mallory", name, "mallory"))
                    .toArray(String[]::new);

            HttpResponse<String> answer = client.get(proxy.url("/"), with(claims, bearer(token("orders/read"))));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(ALL)
                    .allSatisfy(name -> assertThat(onlyCall().header(name)).hasSize(1));
            assertThat(onlyCall().headers().toString()).doesNotContain("mallory");
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void theBodyGoesToTheServiceAlone(ProxyServer.Kind kind) throws Exception {
        try (ProxyServer proxy = proxy(kind)) {
            String body = "x".repeat(100_000);

            HttpResponse<String> answer = client.post(proxy.url("/"), "text/plain", body, bearer(token("orders/read")));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(onlyCall().method()).isEqualTo("POST");
            assertThat(onlyCall().body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void withoutAGoodTokenItIs401WithTheChallenge(ProxyServer.Kind kind) throws Exception {
        try (ProxyServer proxy = proxy(kind)) {
            String forged = Forgery.tampered(token("orders/read"));

            HttpResponse<String> none = client.get(proxy.url("/"), "X-Auth-Subject", "mallory");
            HttpResponse<String> bad = client.get(proxy.url("/"), bearer(forged));

            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().allValues(CHALLENGE)).containsExactly("Bearer realm=\"sallyport\"");
            assertThat(bad.statusCode()).isEqualTo(401);
            assertThat(bad.headers().allValues(CHALLENGE))
                    .containsExactly("Bearer realm=\"sallyport\", error=\"invalid_token\"");
            assertThat(service.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void aMissingScopeIs403WithTheChallenge(ProxyServer.Kind kind) throws Exception {
        try (ProxyServer proxy = proxy(kind)) {
            HttpResponse<String> answer = client.get(proxy.url("/"), bearer(token("orders/write")));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().allValues(CHALLENGE))
                    .containsExactly("Bearer realm=\"sallyport\", error=\"insufficient_scope\", scope=\"orders/read\"");
            assertThat(service.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void theServicesOwnRefusalIsLeftAlone(ProxyServer.Kind kind) throws Exception {
        try (ProxyServer proxy = proxy(kind)) {
            HttpResponse<String> answer = client.get(proxy.url("/forbidden"), bearer(token("orders/read")));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(Client.header(answer, "X-From")).isEqualTo("service");
            assertThat(answer.headers().allValues(CHALLENGE)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void twoTokensAreNone(ProxyServer.Kind kind) throws Exception {
        try (ProxyServer proxy = proxy(kind)) {
            String[] good = bearer(token("orders/read"));

            HttpResponse<String> answer = client.get(proxy.url("/"), with(good, good));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(service.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void withoutTheGatewayItIs503AndNothingPasses(ProxyServer.Kind kind) throws Exception {
        try (ProxyServer proxy = proxy(kind, Ports.free())) {
            HttpResponse<String> answer = client.get(proxy.url("/"), bearer(token("orders/read")));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(service.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void aTokenOfTheReplicaIsGoodWhileThePrimaryIsDown(ProxyServer.Kind kind) throws Exception {
        try (ProxyServer proxy = proxy(kind)) {
            DEMO.primary().fault("refuse");

            String token = token(DEMO.url("/oauth2/token"), "orders/read");

            HttpResponse<String> answer = client.get(proxy.url("/"), bearer(token));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(onlyCall().header("X-Auth-Region")).containsExactly(RunningDemo.REPLICA);
        } finally {
            DEMO.primary().heal();
        }
    }

    private ServiceBehind.Call onlyCall() {
        assertThat(service.calls()).hasSize(1);
        return service.calls().get(0);
    }

    /** Of the primary. */
    private String token(String scope) throws Exception {
        return token(DEMO.primary().url("/oauth2/token"), scope);
    }

    private String token(URI endpoint, String scope) throws Exception {
        HttpResponse<String> answer = client.postForm(
                endpoint,
                Map.of("grant_type", "client_credentials", "scope", scope),
                "Authorization",
                Client.basic("demo-service", "demo-service-secret"));
        return Client.text(answer, "access_token");
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private static String[] with(String[] some, String[] others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }
}
