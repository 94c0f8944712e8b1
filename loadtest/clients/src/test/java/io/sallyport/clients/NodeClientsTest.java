package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.scenarios.endtoend.RegionUnderTest;
import io.sallyport.scenarios.endtoend.RunningDemo;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What npm has: clients that insist on the issuer, and libraries that verify tokens. {@code course.mjs} says what they do. */
@Timeout(120)
class NodeClientsTest {

    @BeforeAll
    static void installed() {
        Node.assumeInstalled();
    }

    static Stream<String> clients() {
        return Stream.of("openid-client", "oauth4webapi", "jose", "aws-jwt-verify");
    }

    static Stream<Arguments> modesAndClients() {
        return Arrays.stream(IssuerMode.values()).flatMap(mode -> clients().map(client -> Arguments.of(mode, client)));
    }

    /** The gateway does not know one from another: each way to die once, each client once. */
    static Stream<Arguments> modesClientsAndFaults() {
        return Arrays.stream(IssuerMode.values())
                .flatMap(mode -> Stream.concat(
                        Arrays.stream(Fault.values()).map(fault -> Arguments.of(mode, "openid-client", fault)),
                        clients().skip(1).map(client -> Arguments.of(mode, client, Fault.REFUSE))));
    }

    @ParameterizedTest
    @MethodSource("modesAndClients")
    void aliceSignsInRefreshesReadsWhoSheIsAndSignsOut(IssuerMode mode, String client) throws Exception {
        try (RunningDemo demo = mode.demo(UnaryOperator.identity())) {
            JsonNode result = Node.run(client, arguments(demo, mode));

            assertIsAlice(demo, result);
            assertThat(regions(result)).containsExactly(RunningDemo.PRIMARY, RunningDemo.PRIMARY, RunningDemo.PRIMARY);
        }
    }

    @ParameterizedTest
    @MethodSource("modesClientsAndFaults")
    void theClientGoesOnAtTheOtherRegionWhenOneDies(IssuerMode mode, String client, Fault fault) throws Exception {
        try (RunningDemo demo = mode.demo(UnaryOperator.identity())) {
            JsonNode result = Node.run(
                    client,
                    Stream.concat(
                            arguments(demo, mode),
                            Stream.of(
                                    "--fault=" + fault.mode(),
                                    "--primary=" + control(demo.primary()),
                                    "--replica=" + control(demo.replica()))));

            assertIsAlice(demo, result);
            assertThat(regions(result)).containsExactly(RunningDemo.PRIMARY, RunningDemo.REPLICA, RunningDemo.REPLICA);
        }
    }

    private static String control(RegionUnderTest region) {
        return "http://127.0.0.1:" + region.region().faultPort();
    }

    private static Stream<String> arguments(RunningDemo demo, IssuerMode mode) {
        return Stream.concat(
                Stream.of(demo.publicUrl()),
                mode.accessIssuers(demo).stream().map(issuer -> "--access-issuer=" + issuer));
    }

    /** Twice signed in with one password each, refreshed and signed out, all under the gateway's issuer. */
    private static void assertIsAlice(RunningDemo demo, JsonNode result) {
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
