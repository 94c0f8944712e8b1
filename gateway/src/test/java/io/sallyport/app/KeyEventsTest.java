package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.keys.RefreshResult;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.testsupport.CapturedLog;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** KeyEvents is told names alone, never a key, so that its lines can hold no more than these. */
class KeyEventsTest {

    /** Tells this test's lines from those of a test beside it. */
    private static final String ISSUER = "https://issuer.example/" + UUID.randomUUID();

    private final CapturedLog log = new CapturedLog();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KeyEvents events = new KeyEvents(new TokenMeters(registry, List.of(ISSUER)));

    @AfterEach
    void close() {
        log.close();
    }

    private List<ILoggingEvent> lines() {
        return log.of("io.sallyport.keys").stream()
                .filter(event -> CapturedLog.fields(event).containsValue(ISSUER))
                .toList();
    }

    private ILoggingEvent line() {
        assertThat(lines()).hasSize(1);
        return lines().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void everyFetchCountsByItsResult(RefreshResult result) {
        events.refreshed(ISSUER, "us-west-2", result);

        assertThat(registry.get("sallyport.jwks.refresh")
                        .tags("issuer", ISSUER, "source", "us-west-2", "result", result.tag())
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void goodFetchIsNoLine() {
        events.refreshed(ISSUER, "us-west-2", RefreshResult.OK);

        assertThat(lines()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void failedFetchIsAWarningThatNamesTheRegion(RefreshResult result) {
        events.refreshed(ISSUER, "us-west-2", result);

        assertThat(line().getLevel()).isEqualTo(Level.WARN);
        assertThat(CapturedLog.fields(line()))
                .containsOnlyKeys("issuer", "region", "result")
                .containsEntry("region", "us-west-2")
                .containsEntry("result", result.tag());
    }

    @Test
    void collisionIsAnErrorThatNamesTheKeyId() {
        events.collided(ISSUER);

        assertThat(line().getLevel()).isEqualTo(Level.ERROR);
        assertThat(CapturedLog.fields(line())).containsOnlyKeys("kid");
    }

    @Test
    void publishedPrivateKeyIsAnErrorWithoutTheKey() {
        events.privateKeyPublished(ISSUER, "us-west-2");

        assertThat(line().getLevel()).isEqualTo(Level.ERROR);
        assertThat(CapturedLog.fields(line()))
                .containsOnlyKeys("issuer", "region")
                .containsEntry("region", "us-west-2");
    }
}
