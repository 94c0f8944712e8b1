package io.sallyport.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    /** Begins below zero, as a monotonic clock may. */
    private final AtomicLong now = new AtomicLong(-Duration.ofHours(1).toNanos());

    private final RetryBudget budget = new RetryBudget(now::get);

    private void requests(int count) {
        for (int i = 0; i < count; i++) {
            budget.request();
        }
    }

    private int takenOf(int wanted) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            taken += budget.take() ? 1 : 0;
        }
        return taken;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void threeASecondAreAlwaysAllowed() {
        for (int second = 0; second < 30; second++) {
            assertThat(takenOf(10)).isEqualTo(3);
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void theNextThreeComeWithTheNextSecondAndNotBefore() {
        assertThat(takenOf(10)).isEqualTo(3);
        pass(Duration.ofMillis(999));
        assertThat(takenOf(10)).isZero();
        pass(Duration.ofMillis(1));
        assertThat(takenOf(10)).isEqualTo(3);
    }

    @Test
    void aFifthOfTheRequestsIsAllowed() {
        requests(1_000);

        assertThat(takenOf(1_000)).isEqualTo(200);
    }

    @Test
    void aFifthOfTenSecondsRequestsIsAllowedOnce() {
        for (int second = 0; second < 10; second++) {
            requests(100);
            if (second < 9) {
                pass(Duration.ofSeconds(1));
            }
        }
        assertThat(takenOf(1_000)).isEqualTo(200);

        pass(Duration.ofSeconds(1));
        requests(100);
        assertThat(takenOf(1_000)).as("spent").isEqualTo(3);
    }

    @Test
    void requestsOfLongAgoDoNotCount() {
        requests(1_000);
        pass(Duration.ofMillis(9_999));
        assertThat(takenOf(1)).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(takenOf(1_000)).isEqualTo(3);
        pass(Duration.ofHours(24));
        assertThat(takenOf(1_000)).isEqualTo(3);
    }

    @Test
    void whatWasSpentComesBackWithTime() {
        requests(1_000);
        takenOf(1_000);
        pass(Duration.ofSeconds(10));
        requests(1_000);

        assertThat(takenOf(1_000)).isEqualTo(200);
    }

    @Test
    void manyThreadsTogetherTakeNoMoreThanOne() {
        requests(5_000);

        long taken =
                IntStream.range(0, 20_000).parallel().filter(i -> budget.take()).count();

        assertThat(taken).isEqualTo(1_000);
    }
}
