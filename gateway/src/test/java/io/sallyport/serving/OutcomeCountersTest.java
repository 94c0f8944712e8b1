package io.sallyport.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.evidence.Tally;
import io.sallyport.failure.FailureKind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeCountersTest {

    private static final int OPERATION = 11;
    private static final int CLIENT = 22;

    private final OutcomeCounters counters = new OutcomeCounters();

    @Test
    void goodAnswerIsCountedWithItsClient() {
        counters.count(null, false, OPERATION, CLIENT);

        assertThat(counters.drain()).isEqualTo(Tally.ok(CLIENT));
    }

    @Test
    void slowAnswerCountsAsHard() {
        counters.count(null, true, OPERATION, CLIENT);

        assertThat(counters.drain()).isEqualTo(Tally.slow(OPERATION, CLIENT));
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void failureIsWhatItsKindSays(FailureKind kind) {
        counters.count(kind, false, OPERATION, CLIENT);

        assertThat(counters.drain()).isEqualTo(Tally.failed(kind, OPERATION, CLIENT));
    }

    @Test
    void failureThatWasSlowTooCountsOnce() {
        counters.count(FailureKind.TIMEOUT, true, OPERATION, CLIENT);

        assertThat(counters.drain()).isEqualTo(Tally.failed(FailureKind.TIMEOUT, OPERATION, CLIENT));
    }

    @Test
    void whatWasDrainedIsNotToldAgain() {
        counters.count(FailureKind.RESET, false, OPERATION, CLIENT);
        counters.drain();

        assertThat(counters.drain()).isEqualTo(Tally.NONE);
    }

    @Test
    void nothingIsLostBetweenThreads() throws Exception {
        int threads = 4;
        int each = 50_000;
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> writers = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                        begin.await();
                        for (int i = 0; i < each; i++) {
                            counters.count(i % 2 == 0 ? null : FailureKind.REFUSED, false, i, thread);
                        }
                        return null;
                    }))
                    .toList();
            begin.countDown();
            Tally sum = Tally.NONE;
            while (!writers.stream().allMatch(Future::isDone)) {
                sum = sum.plus(counters.drain());
            }
            sum = sum.plus(counters.drain());

            assertThat(sum.ok()).isEqualTo(threads * each / 2);
            assertThat(sum.connection()).isEqualTo(threads * each / 2);
            assertThat(Long.bitCount(sum.hard().clients())).isEqualTo(threads);
        } finally {
            pool.shutdownNow();
        }
    }
}
