package io.sallyport.keys;

import static io.sallyport.token.SampleClaims.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.testsupport.CapturedLog;
import io.sallyport.token.TokenMint;
import io.sallyport.token.Verdict;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both regions' JWKS endpoints are gone: the keys of before go on, and what nobody can know is not judged. */
class KeyOutageTest {

    private static final TokenMint KEY = TokenMint.rs256("key-1");
    private static final TokenMint NEW_KEY = TokenMint.rs256("key-2");
    private static final Duration REFRESH = Duration.ofMillis(20);

    @RegisterExtension
    final RunningKeys running = new RunningKeys();

    private JwksKeys refreshing() {
        running.west.publish(KEY);
        running.east.publish(KEY);
        JwksKeys keys = running.keys(REFRESH, running.denied());
        keys.start().await();
        return keys;
    }

    private void bothGo() {
        running.west.stop();
        running.east.stop();
    }

    /** Several refreshes of each source have failed. */
    private void outlastTheRefreshInterval() {
        running.observer.refreshes.clear();
        Set.of("us-west-2", "us-east-1").forEach(region -> await().until(() -> running.observer.refreshes.stream()
                        .filter((region + " unreachable")::equals)
                        .count()
                > 3));
    }

    @Test
    void outageLongerThanTheRefreshIntervalIsNotNoticedByTokensOfKnownKeys() {
        JwksKeys keys = refreshing();
        TokenValidation validation = running.validation(keys);

        bothGo();
        outlastTheRefreshInterval();

        assertThat(RunningKeys.verdict(validation, KEY)).isInstanceOf(Verdict.Accepted.class);
        assertThat(RunningKeys.verdict(validation, NEW_KEY))
                .isEqualTo(new Verdict.Undecided(Verdict.Doubt.UNREACHABLE_KEYS, ISSUER, "key-2"));
        assertThat(keys.publicJwks()).hasValueSatisfying(set -> assertThat(set).contains("key-1"));
        keys.close().await();
    }

    @Test
    void anErrorPageThatIsGivenUpIsNoErrorOfTheGateways() {
        JwksKeys keys = refreshing();
        try (CapturedLog log = new CapturedLog()) {
            running.observer.refreshes.clear();
            running.west.script(request ->
                    request.response().setStatusCode(503).setChunked(true).write("and so on"));

            await().until(() -> running.observer.refreshes.stream()
                            .filter("us-west-2 status"::equals)
                            .count()
                    > 2);

            assertThat(log.of("io.vertx.core.http.impl.HttpClientResponseImpl")).isEmpty();
        }
        keys.close().await();
    }

    @Test
    void outageLongerThanMaxStaleIsNeverARefusal() {
        JwksKeys keys = refreshing();
        TokenValidation validation = running.validation(keys);
        assertThat(RunningKeys.verdict(validation, KEY)).isInstanceOf(Verdict.Accepted.class);

        bothGo();
        outlastTheRefreshInterval();
        running.advance(RunningKeys.MAX_STALE.plusNanos(1));

        assertThat(RunningKeys.verdict(validation, KEY))
                .isEqualTo(new Verdict.Undecided(Verdict.Doubt.STALE_KEYS, ISSUER, "key-1"));
        running.east.startAgain();
        await().until(() -> RunningKeys.verdict(validation, KEY) instanceof Verdict.Accepted);
        keys.close().await();
    }

    @Test
    void rotationThatOneRegionShowsIsSeenWhileTheOtherIsGone() {
        JwksKeys keys = refreshing();
        TokenValidation validation = running.validation(keys);

        running.west.stop();
        running.east.publish(KEY, NEW_KEY);

        await().until(() -> RunningKeys.verdict(validation, NEW_KEY) instanceof Verdict.Accepted);
        assertThat(RunningKeys.verdict(validation, KEY)).isInstanceOf(Verdict.Accepted.class);
        keys.close().await();
    }

    @Test
    void keyThatOnlyTheGoneRegionShowedStaysUntilItIsDenied() {
        running.west.publish(KEY);
        running.east.publish(NEW_KEY);
        DeniedKeys denied = running.denied();
        JwksKeys keys = running.started(denied);
        TokenValidation validation = running.validation(keys);

        running.west.stop();
        keys.refresh().await();
        assertThat(RunningKeys.verdict(validation, KEY)).isInstanceOf(Verdict.Accepted.class);

        denied.deny(DeniedKey.ofAnyIssuer("key-1")).await();
        assertThat(RunningKeys.verdict(validation, KEY)).isInstanceOf(Verdict.Refused.class);
    }
}
