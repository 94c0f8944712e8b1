package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.scenarios.endtoend.RegionUnderTest;
import io.sallyport.scenarios.endtoend.RunningDemo;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What npm has: clients that insist on the issuer, and libraries that verify tokens. {@code course.mjs} says what they do. */
@ParameterizedClass
@EnumSource(IssuerMode.class)
@Timeout(120)
class NodeClientsTest {

    @RegisterExtension
    final RunningDemo demo;

    private final IssuerMode mode;

    NodeClientsTest(IssuerMode mode) {
        this.mode = mode;
        this.demo = mode.demo();
    }

    @BeforeAll
    static void installed() {
        Node.assumeInstalled();
    }

    static Stream<String> clients() {
        return Stream.of("openid-client", "oauth4webapi", "jose", "aws-jwt-verify");
    }

    /** The gateway does not know one from another: each way to die once, each client once. */
    static Stream<Arguments> clientsAndFaults() {
        return Stream.concat(
                Arrays.stream(Fault.values()).map(fault -> Arguments.of("openid-client", fault)),
                clients().skip(1).map(client -> Arguments.of(client, Fault.REFUSE)));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aliceSignsInRefreshesReadsWhoSheIsAndSignsOut(String client) throws Exception {
        JsonNode result = run(client);

        assertIsAlice(result);
        assertThat(regions(result)).containsExactly(RunningDemo.PRIMARY, RunningDemo.PRIMARY, RunningDemo.PRIMARY);
    }

    @ParameterizedTest
    @MethodSource("clientsAndFaults")
    void theClientGoesOnAtTheOtherRegionWhenOneDies(String client, Fault fault) throws Exception {
        RegionUnderTest primary = demo.primary();

        JsonNode result = run(
                client,
                "--fault=http://127.0.0.1:" + primary.region().faultPort() + "/-/fault",
                "--mode=" + fault.mode());

        assertIsAlice(result);
        assertThat(regions(result)).containsExactly(RunningDemo.PRIMARY, RunningDemo.REPLICA, RunningDemo.REPLICA);
    }

    private JsonNode run(String client, String... more) throws Exception {
        Stream<String> accessIssuers = mode.accessIssuers(demo).stream().map(issuer -> "--access-issuer=" + issuer);
        return Node.run(
                client,
                Stream.of(Stream.of(demo.publicUrl()), accessIssuers, Stream.of(more))
                        .flatMap(each -> each));
    }

    /** Twice signed in with one password each, refreshed and signed out, all under the gateway's issuer. */
    private void assertIsAlice(JsonNode result) {
        String subject = result.at("/userinfo/sub").asText();
        assertThat(subject).isNotEmpty();
        assertThat(result.at("/userinfo/email").asText()).isEqualTo("alice@example.com");
        assertThat(result.get("signedIn")).hasSize(2).allSatisfy(login -> {
            assertThat(login.get("iss").asText()).isEqualTo(demo.publicUrl());
            assertThat(login.get("sub").asText()).isEqualTo(subject);
            assertThat(login.get("email").asText()).isEqualTo("alice@example.com");
            assertThat(login.get("fitsAccessToken").asBoolean()).isTrue();
            assertThat(login.get("passwords").asInt()).isEqualTo(1);
        });
        assertThat(result.at("/refreshed/subject").asText()).isEqualTo(subject);
        assertThat(result.get("back").asText()).isEqualTo("http://127.0.0.1:3456/callback");
        assertThat(result.get("afterSignOut").asText()).isEqualTo("invalid_grant");
    }

    /** Whose access tokens the gateway saw: of the first sign-in, the refresh, the second sign-in. */
    private static Stream<String> regions(JsonNode result) {
        return Stream.of("/signedIn/0/region", "/refreshed/region", "/signedIn/1/region")
                .map(pointer -> result.at(pointer).asText());
    }
}
