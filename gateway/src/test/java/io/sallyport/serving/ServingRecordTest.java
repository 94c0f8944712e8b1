package io.sallyport.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Input;
import io.sallyport.failover.OnReplica;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Restored;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
                Duration.ofMinutes(2),
                true,
                Optional.of(new Input.Hold("ann", "release night", Optional.of(Duration.ofMinutes(10)))));
    }

    private static Restored decoded(Instant now) {
        byte[] kept = ServingRecord.encode(restored(ControllerState.Name.ON_REPLICA), NOW);
        return ServingRecord.decode(kept, now).orElseThrow();
    }

    @Test
    void holdKeepsItsEnd() {
        assertThat(decoded(NOW.plusSeconds(60)).hold().orElseThrow().lasts()).contains(Duration.ofMinutes(9));
        assertThat(decoded(NOW.plusSeconds(600)).hold()).isEmpty();
        assertThat(decoded(NOW.minusSeconds(3_600)).hold().orElseThrow().lasts())
                .as("no longer than it was, by a clock that was set back")
                .contains(Duration.ofMinutes(10));
    }

    @Test
    void holdWithoutAnEndHasNone() {
        Restored held = new Restored(
                ControllerState.Name.ON_PRIMARY,
                new RegionName("us-west-2"),
                Duration.ZERO,
                false,
                Duration.ZERO,
                Duration.ZERO,
                false,
                Optional.of(new Input.Hold("ann", "release night", Optional.empty())));

        assertThat(ServingRecord.decode(ServingRecord.encode(held, NOW), NOW.plus(Duration.ofDays(30)))
                        .orElseThrow()
                        .hold()
                        .orElseThrow()
                        .lasts())
                .isEmpty();
    }

    @Test
    void recordOfAnEarlierVersionIsStillRead() {
        String first = "{\"version\":1,\"state\":\"ON_REPLICA\",\"region\":\"us-east-1\",\"sinceMillis\":1,"
                + "\"writtenMillis\":2,\"afterFailback\":false,\"holdsForNanos\":3,\"nextStayNanos\":4}";

        Restored read = ServingRecord.decode(first.getBytes(StandardCharsets.UTF_8), Instant.ofEpochMilli(5))
                .orElseThrow();

        assertThat(read.name()).isEqualTo(ControllerState.Name.ON_REPLICA);
        assertThat(read.age()).isEqualTo(Duration.ofMillis(4));
        assertThat(read.hold()).isEmpty();
        assertThat(read.returnOrdered()).isFalse();
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
                "\"version\":2|\"version\":3",
                "\"version\":2|\"version\":\"2\"",
                "\"version\":2|\"version\":2.5",
                "\"version\":2|\"version\":null",
                "\"version\":2,|''",
                "\"version\":2|\"version\":2,\"version\":2",
                "\"version\":2|\"version\":2,\"more\":0",
                "\"ON_REPLICA\"|\"ON_MOON\"",
                "\"ON_REPLICA\"|2",
                "\"us-east-1\"|\"US EAST\"",
                "\"us-east-1\"|null",
                "\"afterFailback\":true|\"afterFailback\":1",
                "\"nextStayNanos\":1|\"nextStayNanos\":-1",
                "\"sinceMillis\":1|\"sinceMillis\":9",
                "}]}|}]",
                "}]}|}]}{}",
                "\"returnOrdered\":true,|''",
                "\"holds\":[|\"holds\":[1,",
                "\"untilMillis\":|\"until\":"
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
