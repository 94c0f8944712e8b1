package io.sallyport.scenarios.drill.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Duration WHOLE_MIXES = Duration.ofSeconds(40);

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 200})
    void theSlotsOfASecondMakeTheRequestsOfASecond(int rate) {
        Schedule schedule = new Schedule(rate);

        long requests = LongStream.range(0, schedule.slots(WHOLE_MIXES))
                .map(slot -> Mix.at(slot) == Mix.LOGIN ? 4 : 1)
                .sum();

        assertThat(requests).isEqualTo(rate * WHOLE_MIXES.toSeconds());
    }

    @Test
    void slotsAreEvenlySpaced() {
        Schedule schedule = new Schedule(200);

        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(185)).isEqualTo(1_000_000_000);
        assertThat(schedule.dueNanos(185 * 3_600)).isEqualTo(3_600_000_000_000L);
        assertThat(schedule.dueNanos(1)).isEqualTo(5_405_405);
        assertThat(schedule.dueNanos(2)).isEqualTo(10_810_811);
    }

    @Test
    void theLastSlotIsDueBeforeTheTimeIsOver() {
        Schedule schedule = new Schedule(5);
        Duration time = Duration.ofSeconds(50);

        long slots = schedule.slots(time);

        assertThat(schedule.dueNanos(slots - 1)).isLessThan(time.toNanos());
        assertThat(schedule.dueNanos(slots)).isGreaterThanOrEqualTo(time.toNanos());
    }

    @Test
    void aRateOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Schedule(0));
    }

    @Test
    void theMixIsOneLoginAndTwelveOfEachOther() {
        Map<Mix, Integer> counts = new EnumMap<>(Mix.class);

        LongStream.range(0, Mix.SLOTS).forEach(slot -> counts.merge(Mix.at(slot), 1, Integer::sum));

        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Mix.LOGIN, 1, Mix.CLIENT_CREDENTIALS, 12, Mix.REFRESH, 12, Mix.VALIDATE, 12));
    }
}
