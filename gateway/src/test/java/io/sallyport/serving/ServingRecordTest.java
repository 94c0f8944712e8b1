package io.sallyport.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.OnReplica;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Restored;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServingRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static Restored restored(ControllerState.Name state) {
        return new Restored(
                state,
                new RegionName("us-east-1"),
                Duration.ofSeconds(90),
                true,
                Duration.ofNanos(OnReplica.UNTIL_ORDERED),
                Duration.ofMinutes(2));
    }

    private static String text() {
        return new String(ServingRecord.encode(restored(ControllerState.Name.ON_REPLICA), NOW), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(ControllerState.Name.class)
    void comesBackAsItWas(ControllerState.Name state) {
        byte[] kept = ServingRecord.encode(restored(state), NOW);

        assertThat(ServingRecord.decode(kept, NOW)).contains(restored(state));
    }

    @Test
    void ageGoesOnWhileTheGatewayIsDown() {
        byte[] kept = ServingRecord.encode(restored(ControllerState.Name.ON_REPLICA), NOW);

        assertThat(ServingRecord.decode(kept, NOW.plusSeconds(30)).orElseThrow().age())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3_600, 10_000_000_000L})
    void clockThatWasSetBackTellsNoAge(long seconds) {
        byte[] kept = ServingRecord.encode(restored(ControllerState.Name.ON_REPLICA), NOW);

        assertThat(ServingRecord.decode(kept, NOW.minusSeconds(seconds))
                        .orElseThrow()
                        .age())
                .isZero();
    }

    @Test
    void clockThatWasSetFarForwardTellsABoundedAge() {
        byte[] kept = ServingRecord.encode(restored(ControllerState.Name.ON_REPLICA), NOW);

        assertThat(ServingRecord.decode(kept, NOW.plus(Duration.ofDays(200_000)))
                        .orElseThrow()
                        .age())
                .isEqualTo(Duration.ofDays(365));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":1|\"version\":2",
                "\"version\":1|\"version\":\"1\"",
                "\"version\":1|\"version\":1.5",
                "\"version\":1|\"version\":null",
                "\"version\":1,|''",
                "\"version\":1|\"version\":1,\"version\":1",
                "\"version\":1|\"version\":1,\"more\":0",
                "\"ON_REPLICA\"|\"ON_MOON\"",
                "\"ON_REPLICA\"|2",
                "\"us-east-1\"|\"US EAST\"",
                "\"us-east-1\"|null",
                "\"afterFailback\":true|\"afterFailback\":1",
                "\"nextStayNanos\":1|\"nextStayNanos\":-1",
                "\"sinceMillis\":1|\"sinceMillis\":9",
                "}|",
                "}|}{}"
            })
    void anythingElseIsRefused(String part, String instead) {
        String altered = text().replace(part, instead == null ? "" : instead);

        assertThat(altered).isNotEqualTo(text());
        assertThat(ServingRecord.decode(altered.getBytes(StandardCharsets.UTF_8), NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "0", "not json", "{}"})
    void whatIsNoRecordIsRefused(String text) {
        assertThat(ServingRecord.decode(text.getBytes(StandardCharsets.UTF_8), NOW))
                .isEmpty();
    }
}
