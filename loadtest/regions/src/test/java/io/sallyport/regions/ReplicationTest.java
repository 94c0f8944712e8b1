package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicationTest {

    private final Vertx vertx = Vertx.vertx();
    private final TestClient client = new TestClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @AfterEach
    void closeVertx() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theReplicaKnowsASessionOnceTheLagIsOver() throws Exception {
        TwinRegions twins = start(TwinOptions.ephemeral());
        client.fault(twins.replica(), "{\"lagMs\":600000}");
        String refresh =
                signIn(twins.primary()).at("/AuthenticationResult/RefreshToken").asText();

        HttpResponse<String> early = LoginJourney.refresh(twins.replica(), refresh);
        JsonNode status = TestClient.json(client.get(TestClient.control(twins.replica(), "/-/status")));
        client.fault(twins.replica(), "{\"lagMs\":0}");

        assertThat(early.statusCode()).isEqualTo(400);
        assertThat(status.get("lagMs").asLong()).isEqualTo(600_000);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        LoginJourney.refresh(twins.replica(), refresh).statusCode())
                .isEqualTo(200));
        stop(twins);
    }

    @Test
    void sessionsAndKeysSurviveARestart() throws Exception {
        TwinOptions options = TwinOptions.ephemeral().withDataDirectory(directory);
        TwinRegions first = start(options);
        JsonNode tokens = signIn(first.primary()).get("AuthenticationResult");
        stop(first);

        TwinRegions second = start(options.withDemoData(false));
        String json =
                "{\"AccessToken\":\"%s\"}".formatted(tokens.get("AccessToken").asText());

        assertThat(client.cognito(second.primary(), "GetUser", json).statusCode())
                .isEqualTo(200);
        assertThat(client.cognito(second.replica(), "GetUser", json).statusCode())
                .isEqualTo(200);
        stop(second);
    }

    @Test
    void nothingAtRestIsReadable() throws Exception {
        TwinRegions twins = start(TwinOptions.ephemeral().withDataDirectory(directory));
        stop(twins);

        String log = Files.readString(directory.resolve("events.log"), StandardCharsets.ISO_8859_1);
        String keys = Files.readString(directory.resolve("signing-keys-us-west-2.sealed"), StandardCharsets.ISO_8859_1);
        assertThat(log).doesNotContain("alice").doesNotContain("demo-web");
        assertThat(keys).doesNotContain("RSA");
    }

    @Test
    void aTamperedLogIsDetectedWithItsRecordsNumber() throws Exception {
        stop(start(TwinOptions.ephemeral().withDataDirectory(directory)));
        Path log = directory.resolve("events.log");
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length - 1] ^= 1;
        Files.write(log, bytes);

        assertThatThrownBy(() -> start(TwinOptions.ephemeral().withDataDirectory(directory)))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(Exception.class)
                .hasMessageContaining("log record 8 does not decrypt");
    }

    @Test
    void aCutLogIsDetectedWithItsRecordsNumber() throws Exception {
        stop(start(TwinOptions.ephemeral().withDataDirectory(directory)));
        Path log = directory.resolve("events.log");
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 3));

        assertThatThrownBy(() -> start(TwinOptions.ephemeral().withDataDirectory(directory)))
                .hasMessageContaining("log record 8 is incomplete");
    }

    @Test
    void withAnotherKeyNoRegionStarts() throws Exception {
        stop(start(TwinOptions.ephemeral().withDataDirectory(directory)));
        Files.delete(directory.resolve("key.json"));

        assertThatThrownBy(() -> start(TwinOptions.ephemeral().withDataDirectory(directory)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void aBusyPortIsNamed() throws Exception {
        TwinRegions twins = start(TwinOptions.ephemeral());

        assertThatThrownBy(() -> start(
                        TwinOptions.ephemeral().withPorts(0, 0, twins.primary().port(), 0)))
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("port " + twins.primary().port() + " of 127.0.0.1 is in use");
        stop(twins);
    }

    @Test
    void regionalIssuersAreTheRegionsOwnUrls() throws Exception {
        TwinRegions twins = start(TwinOptions.ephemeral().withRegionalIssuers().withSameKeys(true));

        assertThat(twins.primary().issuer()).isEqualTo(twins.primary().baseUrl().toString());
        assertThat(twins.replica().issuer()).isEqualTo(twins.replica().baseUrl().toString());
        assertThat(jwks(twins.primary())).isEqualTo(jwks(twins.replica()));
        stop(twins);
    }

    private String jwks(Region region) throws Exception {
        return client.get(region.baseUrl().resolve("/.well-known/jwks.json")).body();
    }

    private JsonNode signIn(Region region) throws Exception {
        return TestClient.json(client.cognito(region, "InitiateAuth", """
                {"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"demo-web",
                 "AuthParameters":{"USERNAME":"alice","PASSWORD":"Wonderland-1"}}"""));
    }

    private TwinRegions start(TwinOptions options) throws Exception {
        return TwinRegions.start(vertx, options)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static void stop(TwinRegions twins) throws Exception {
        twins.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
