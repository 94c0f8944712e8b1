package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a replica does in each of its states. One test at a time: they share a replica. */
@Execution(ExecutionMode.SAME_THREAD)
class ReplicaLifeTest {

    @RegisterExtension
    static final RunningTwins TWINS =
            new RunningTwins(TwinOptions.ephemeral().withExtras(new TwinOptions.Extras(false, false, false, 0)));

    private final TestClient client = new TestClient();

    @AfterEach
    void activate() throws Exception {
        client.fault(TWINS.replica(), "{\"replica\":\"ACTIVE\"}");
    }

    @TestFactory
    Stream<DynamicTest> anActiveReplicaEnablesExactlyTheServicesOperations() throws Exception {
        Set<String> enabled = new HashSet<>(listed("inactive_secondary"));
        enabled.addAll(listed("active_secondary_adds"));
        return listed("all_operations_of_the_service_api").stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation, () -> assertThat(isEnabled(operation)).isEqualTo(enabled.contains(operation))));
    }

    @TestFactory
    Stream<DynamicTest> anInactiveReplicaEnablesExactlyTheServicesOperations() throws Exception {
        Set<String> enabled = listed("inactive_secondary");
        return listed("all_operations_of_the_service_api").stream()
                .map(operation -> DynamicTest.dynamicTest(operation, () -> {
                    client.fault(TWINS.replica(), "{\"replica\":\"INACTIVE\"}");
                    assertThat(isEnabled(operation)).isEqualTo(enabled.contains(operation));
                }));
    }

    @Test
    void theServiceHas140Operations() throws Exception {
        assertThat(listed("all_operations_of_the_service_api")).hasSize(140);
    }

    private boolean isEnabled(String operation) throws Exception {
        HttpResponse<String> answer = client.cognito(TWINS.replica(), operation, "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return !answer.headers().firstValue("x-amzn-ErrorType").orElse("").equals("OperationNotEnabledException");
    }

    @Test
    void anInactiveReplicaRefusesEndUsersAndKeepsItsKeysReadable() throws Exception {
        client.fault(TWINS.replica(), "{\"replica\":\"INACTIVE\"}");

        HttpResponse<String> token = client.clientCredentials(TWINS.replica());
        HttpResponse<String> page = client.get(TWINS.replica().baseUrl().resolve("/oauth2/authorize"));
        HttpResponse<String> api = signIn(TWINS.replica(), "alice", "Wonderland-1");

        assertThat(token.statusCode()).isEqualTo(503);
        assertThat(TestClient.json(token).get("error").asText()).isEqualTo("temporarily_unavailable");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("not active");
        assertThat(api.headers().firstValue("x-amzn-ErrorType")).contains("OperationNotEnabledException");
        assertThat(client.get(TWINS.replica().baseUrl().resolve("/.well-known/jwks.json"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(signIn(TWINS.primary(), "alice", "Wonderland-1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theApiOfThePrimaryDeactivatesAndActivatesTheReplica() throws Exception {
        HttpResponse<String> inactive = update(TWINS.primary(), "INACTIVE");
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        client.clientCredentials(TWINS.replica()).statusCode())
                .isEqualTo(503));
        HttpResponse<String> active = update(TWINS.replica(), "ACTIVE");
        JsonNode listed = TestClient.json(
                client.cognito(TWINS.replica(), "ListUserPoolReplicas", "{\"UserPoolId\":\"us-west-2_demo\"}"));

        assertThat(TestClient.json(inactive).at("/UserPoolReplica/Status").asText())
                .isEqualTo("INACTIVE");
        assertThat(active.statusCode()).as(active.body()).isEqualTo(200);
        assertThat(client.clientCredentials(TWINS.replica()).statusCode()).isEqualTo(200);
        assertThat(listed.at("/UserPoolReplicas/1/Role").asText()).isEqualTo("SECONDARY");
        assertThat(listed.at("/UserPoolReplicas/1/Status").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void thePrimaryHasNoReplicaStatusOfItsOwn() throws Exception {
        assertThat(client.fault(TWINS.primary(), "{\"replica\":\"INACTIVE\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void lockOutIsCountedByEachRegionForItself() throws Exception {
        for (int guess = 0; guess < 5; guess++) {
            signIn(TWINS.replica(), "bob", "guess");
        }

        HttpResponse<String> locked = signIn(TWINS.replica(), "bob", "Builder-22");
        HttpResponse<String> elsewhere = signIn(TWINS.primary(), "bob", "Builder-22");
        client.fault(TWINS.replica(), "{\"clockSkewMs\":1100}");
        HttpResponse<String> later = signIn(TWINS.replica(), "bob", "Builder-22");
        client.fault(TWINS.replica(), "{\"clockSkewMs\":0}");

        assertThat(locked.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(locked).get("message").asText()).isEqualTo("Password attempts exceeded");
        assertThat(elsewhere.statusCode()).isEqualTo(200);
        assertThat(later.statusCode()).as(later.body()).isEqualTo(200);
    }

    @Test
    void aFederatedUsersFirstSignInIsPossibleOnThePrimaryOnly() throws Exception {
        HttpResponse<String> early = partnerSignIn(TWINS.replica());
        HttpResponse<String> first = partnerSignIn(TWINS.primary());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(LoginJourney.parameter(partnerSignIn(TWINS.replica()), "code"))
                        .isNotEmpty());

        assertThat(LoginJourney.parameter(early, "error")).isEqualTo("access_denied");
        assertThat(LoginJourney.parameter(early, "error_description")).contains("OperationNotEnabledException");
        assertThat(LoginJourney.parameter(early, "state")).isEqualTo("st-1");
        assertThat(LoginJourney.parameter(first, "code")).isNotEmpty();
    }

    @Test
    void aWrongPasswordAtTheOtherProviderStaysThere() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        HttpResponse<String> page = partnerPage(journey);

        HttpResponse<String> again = partnerSubmit(journey, page, "guess");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("Partner sign-in");
    }

    private static HttpResponse<String> partnerSignIn(Region region) throws Exception {
        LoginJourney journey = new LoginJourney(region);
        HttpResponse<String> back = partnerSubmit(journey, partnerPage(journey), "Partner-4444");
        assertThat(LoginJourney.location(back)).contains("/oauth2/idpresponse");
        return journey.browser.get(URI.create(LoginJourney.location(back)));
    }

    private static HttpResponse<String> partnerPage(LoginJourney journey) throws Exception {
        Map<String, String> parameters = journey.parameters();
        parameters.put("identity_provider", "Partner");
        HttpResponse<String> redirect = journey.authorize(parameters);
        return journey.browser.get(URI.create(LoginJourney.location(redirect)));
    }

    private static HttpResponse<String> partnerSubmit(LoginJourney journey, HttpResponse<String> page, String password)
            throws Exception {
        return journey.browser.postForm(page.uri(), Map.of("username", "dana", "password", password));
    }

    private HttpResponse<String> signIn(Region region, String username, String password) throws Exception {
        return client.cognito(region, "InitiateAuth", """
                {"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"demo-web",
                 "AuthParameters":{"USERNAME":"%s","PASSWORD":"%s"}}""".formatted(username, password));
    }

    private HttpResponse<String> update(Region region, String status) throws Exception {
        return client.cognito(region, "UpdateUserPoolReplica", """
                {"UserPoolId":"us-west-2_demo","RegionName":"us-east-1","Status":"%s"}""".formatted(status));
    }

    private static Set<String> listed(String member) throws IOException {
        try (InputStream json = Region.class.getResourceAsStream("cognito/replica-operations.json")) {
            Set<String> names = new TreeSet<>();
            TestClient.JSON.readTree(json).get(member).forEach(name -> names.add(name.asText()));
            return names;
        }
    }
}
