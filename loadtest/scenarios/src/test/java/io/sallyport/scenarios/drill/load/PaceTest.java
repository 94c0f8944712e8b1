package io.sallyport.scenarios.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void aLatePaceLeavesNothingOutAndKeepsTheTimesAtWhichItWasDue() throws Exception {
        // given a clock that stands still far behind the last slot, as after a long pause
        AtomicLong clock = new AtomicLong(60_000_000_000L);
        Schedule schedule = new Schedule(200);
        List<Long> due = new ArrayList<>();

        Thread pace = new Pace(clock::get).start(schedule, 0, 370, (slot, dueNanos) -> due.add(dueNanos));
        pace.join();

        assertThat(due).hasSize(370);
        assertThat(due.get(185)).isEqualTo(1_000_000_000);
        assertThat(due).isSorted();
    }

    @Test
    void noSlotBeginsBeforeItIsDue() throws Exception {
        // given a clock that goes on by a millisecond each time that it is read
        AtomicLong clock = new AtomicLong();
        List<Long> early = new ArrayList<>();

        Thread pace = new Pace(() -> clock.addAndGet(1_000_000)).start(new Schedule(200), 0, 100, (slot, due) -> {
            if (clock.get() < due) {
                early.add(slot);
            }
        });
        pace.join();

        assertThat(early).isEmpty();
    }
}
