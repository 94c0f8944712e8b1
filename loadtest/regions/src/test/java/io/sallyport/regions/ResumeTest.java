package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.regions.TwinOptions.Extras;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Replication while one side is away, and what flows in neither direction. */
class ResumeTest {

    private static final String ALICE = """
            {"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"demo-web",
             "AuthParameters":{"USERNAME":"alice","PASSWORD":"Wonderland-1"}}""";

    @RegisterExtension
    final RegionsUnderTest regions = new RegionsUnderTest();

    private final TestClient client = new TestClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void theReplicaCatchesUpOnceOnWhatItMissed() throws Exception {
        SingleRegion primary = regions.one(options(), Role.PRIMARY);
        SingleRegion replica = regions.one(options(), Role.REPLICA);
        RegionsUnderTest.get(replica.close());
        String refresh = signIn(primary.region()).get("RefreshToken").asText();

        SingleRegion again = regions.one(options(), Role.REPLICA);

        assertThat(LoginJourney.refresh(again.region(), refresh).statusCode()).isEqualTo(200);
        assertThat(status(again.region(), "records")).isEqualTo(status(primary.region(), "records"));
        RegionsUnderTest.get(again.close());
        RegionsUnderTest.get(primary.close());
    }

    @Test
    void theReplicaServesWhileThePrimaryIsAwayAndFollowsWhenItIsBack() throws Exception {
        SingleRegion primary = regions.one(options(), Role.PRIMARY);
        SingleRegion replica = regions.one(options(), Role.REPLICA);
        RegionsUnderTest.get(primary.close());

        assertThat(signIn(replica.region()).has("AccessToken")).isTrue();
        SingleRegion back = regions.one(options(), Role.PRIMARY);
        String refresh = signIn(back.region()).get("RefreshToken").asText();

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        LoginJourney.refresh(replica.region(), refresh).statusCode())
                .isEqualTo(200));
        assertThat(status(replica.region(), "records")).isEqualTo(status(back.region(), "records"));
        RegionsUnderTest.get(back.close());
        RegionsUnderTest.get(replica.close());
    }

    @Test
    void theReplicasOwnSessionsAndSignOutsSurviveItsRestart() throws Exception {
        SingleRegion primary = regions.one(options(), Role.PRIMARY);
        SingleRegion replica = regions.one(options(), Role.REPLICA);
        String own = signIn(replica.region()).get("RefreshToken").asText();
        String primarys = signIn(primary.region()).get("RefreshToken").asText();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        LoginJourney.refresh(replica.region(), primarys).statusCode())
                .isEqualTo(200));
        client.cognito(
                replica.region(), "RevokeToken", "{\"ClientId\":\"demo-web\",\"Token\":\"%s\"}".formatted(primarys));
        RegionsUnderTest.get(replica.close());

        SingleRegion again = regions.one(options(), Role.REPLICA);

        assertThat(LoginJourney.refresh(again.region(), own).statusCode()).isEqualTo(200);
        assertThat(LoginJourney.refresh(again.region(), primarys).statusCode()).isEqualTo(400);
        assertThat(LoginJourney.refresh(primary.region(), own).statusCode()).isEqualTo(400);
        assertThat(LoginJourney.refresh(primary.region(), primarys).statusCode())
                .isEqualTo(200);
        RegionsUnderTest.get(again.close());
        RegionsUnderTest.get(primary.close());
    }

    @Test
    void aRestartDoesNotShortenTheLag() throws Exception {
        SingleRegion primary = regions.one(options(), Role.PRIMARY);
        RegionsUnderTest.get(regions.one(options(), Role.REPLICA).close());
        String refresh = signIn(primary.region()).get("RefreshToken").asText();

        SingleRegion late = regions.one(options().withLag(Duration.ofHours(1)), Role.REPLICA);

        assertThat(LoginJourney.refresh(late.region(), refresh).statusCode()).isEqualTo(400);
        assertThat(signIn(late.region()).has("AccessToken")).isTrue();
        assertThat(Long.parseLong(status(late.region(), "behindMs"))).isPositive();
        assertThat(status(late.region(), "lagMs")).isEqualTo("3600000");
        RegionsUnderTest.get(late.close());
        RegionsUnderTest.get(primary.close());
    }

    @Test
    void selfContainedRefreshTokensAreGoodInBothRegionsUntilOneEndsThem() throws Exception {
        TwinRegions twins = regions.both(options().withExtras(new Extras(true, true, false, null)));
        String refresh = signIn(twins.replica()).get("RefreshToken").asText();

        HttpResponse<String> atPrimary = LoginJourney.refresh(twins.primary(), refresh);
        client.cognito(
                twins.primary(), "RevokeToken", "{\"ClientId\":\"demo-web\",\"Token\":\"%s\"}".formatted(refresh));

        assertThat(atPrimary.statusCode()).as(atPrimary.body()).isEqualTo(200);
        assertThat(LoginJourney.refresh(twins.primary(), refresh).statusCode()).isEqualTo(400);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        LoginJourney.refresh(twins.replica(), refresh).statusCode())
                .isEqualTo(400));
        RegionsUnderTest.get(twins.close());
    }

    @Test
    void aReplicaWithoutALogSaysWhatItWaitsFor() throws Exception {
        io.sallyport.regions.log.LogKey.createOrLoad(directory.resolve("key.json"));

        assertThatThrownBy(() -> regions.one(options(), Role.REPLICA))
                .hasMessageContaining("there is no log")
                .hasMessageContaining("the primary makes it");
    }

    private TwinOptions options() {
        return TwinOptions.ephemeral().withDataDirectory(directory);
    }

    private JsonNode signIn(Region region) throws Exception {
        return TestClient.json(client.cognito(region, "InitiateAuth", ALICE)).get("AuthenticationResult");
    }

    private String status(Region region, String member) throws Exception {
        return TestClient.json(client.get(TestClient.control(region, "/-/status")))
                .get(member)
                .asText();
    }
}
