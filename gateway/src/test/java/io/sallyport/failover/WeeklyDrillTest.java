package io.sallyport.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeeklyDrillTest {

    private static WeeklyDrill weekly(DayOfWeek day, String start, String zone) {
        return new WeeklyDrill(
                day, LocalTime.parse(start), Duration.ofHours(2), ZoneId.of(zone), Optional.empty(), 5, 5);
    }

    /** 2026-11-24 is a Tuesday; Berlin is an hour ahead. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T08:59:59Z,",
        "2026-11-24T09:00:00Z, 2026-11-24T09:00:00Z",
        "2026-11-24T10:59:59Z, 2026-11-24T09:00:00Z",
        "2026-11-24T11:00:00Z,",
        "2026-11-23T09:30:00Z,",
        "2026-12-01T09:30:00Z, 2026-12-01T09:00:00Z"
    })
    void opensOnItsDayAndCloses(Instant now, Instant opened) {
        assertThat(weekly(DayOfWeek.TUESDAY, "10:00", "Europe/Berlin").opened(now))
                .isEqualTo(Optional.ofNullable(opened));
    }

    @Test
    void windowGoesOnPastMidnight() {
        WeeklyDrill late = weekly(DayOfWeek.SUNDAY, "23:00", "UTC");

        assertThat(late.opened(Instant.parse("2026-11-23T00:59:00Z"))).contains(Instant.parse("2026-11-22T23:00:00Z"));
        assertThat(late.opened(Instant.parse("2026-11-23T01:00:00Z"))).isEmpty();
    }

    /** On 2026-03-29 Berlin's clocks go from 02:00 to 03:00. */
    @Test
    void timeThatTheClockSkipsIsTheNextThatItShows() {
        WeeklyDrill skipped = weekly(DayOfWeek.SUNDAY, "02:30", "Europe/Berlin");

        assertThat(skipped.opened(Instant.parse("2026-03-29T01:45:00Z")))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void orderLastsForWhatIsLeft() {
        WeeklyDrill weekly = weekly(DayOfWeek.TUESDAY, "10:00", "UTC");
        Instant opened = Instant.parse("2026-11-24T10:00:00Z");

        assertThat(weekly.order(opened, opened.plusSeconds(1_800)).lasts()).isEqualTo(Duration.ofMinutes(90));
    }
}
