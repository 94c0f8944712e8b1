package io.sallyport.serving.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.serving.replay.ReplayQueue.Ended;
import io.sallyport.serving.replay.ReplayQueue.Pace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** In virtual time. */
class ReplayQueueTest {

    private static final Pace PACE = new Pace(3, 4, Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** Delays are at their longest. */
    private static final RandomGenerator LAST = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("bounded alone");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    // nanoTime may start anywhere, also just before it overflows.
    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private final ReplayQueue queue = new ReplayQueue(PACE, LAST, now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private List<Long> due() {
        return queue.due(now);
    }

    private boolean ended(long id, Ended how) {
        return queue.ended(id, how, now);
    }

    @Test
    void soManyAreUnderWayAtOnceAndNoMore() {
        for (long id = 1; id <= 5; id++) {
            queue.add(id, "subject " + id, now);
        }

        assertThat(due()).containsExactly(1L, 2L, 3L);
        assertThat(due()).isEmpty();
        ended(2, Ended.OVER);
        assertThat(due()).containsExactly(4L);
    }

    @Test
    void ofOneSubjectTheOrderIsKept() {
        queue.add(1, "alice", now);
        queue.add(2, "alice", now);
        queue.add(3, "bob", now);

        assertThat(due()).containsExactly(1L, 3L);
        assertThat(ended(1, Ended.FAILED)).isFalse();
        pass(Duration.ofMillis(999));
        assertThat(due()).as("the second waits for the first").isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(due()).containsExactly(1L);
        ended(1, Ended.OVER);
        assertThat(due()).containsExactly(2L);
    }

    @Test
    void whatFailsIsTriedLaterAndLaterAndThenGivenUp() {
        queue.add(1, "alice", now);
        queue.add(2, "alice", now);

        for (int pause : List.of(1, 2, 4)) {
            assertThat(due()).containsExactly(1L);
            assertThat(ended(1, Ended.FAILED)).isFalse();
            pass(Duration.ofSeconds(pause).minusNanos(1));
            assertThat(due()).as("before %d s are over", pause).isEmpty();
            pass(Duration.ofNanos(1));
        }
        assertThat(due()).containsExactly(1L);
        assertThat(ended(1, Ended.FAILED)).as("the fourth failure").isTrue();
        assertThat(due()).as("the next of the subject").containsExactly(2L);
        assertThat(queue.ids()).containsExactly(2L);
    }

    @Test
    void aBusyRegionIsLeftAloneAndNothingCounts() {
        queue.add(1, "alice", now);
        queue.add(2, "bob", now);
        assertThat(due()).hasSize(2);

        for (int i = 0; i < 20; i++) {
            ended(1, Ended.BUSY);
            ended(2, Ended.BUSY);
            queue.add(3, "carol", now);
            assertThat(due()).isEmpty();
            pass(Duration.ofSeconds(10));
            assertThat(due()).contains(1L, 2L);
            if (i == 0) {
                ended(3, Ended.OVER);
            }
        }
        assertThat(ended(1, Ended.FAILED)).isFalse();
    }

    @Test
    void whatIsAddedTwiceIsThereOnce() {
        queue.add(1, "alice", now);
        queue.add(1, "alice", now);

        assertThat(due()).containsExactly(1L);
        ended(1, Ended.OVER);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(due()).isEmpty();
    }

    @Test
    void pausesAreHalfByChance() {
        ReplayQueue shortest = new ReplayQueue(PACE, new Random(1), now);
        List<Long> pauses = new ArrayList<>();
        for (long id = 0; id < 50; id++) {
            shortest.add(id, id, now);
            assertThat(shortest.due(now)).containsExactly(id);
            shortest.ended(id, Ended.FAILED, now);
            long pause = 0;
            while (shortest.due(now + pause).isEmpty()) {
                pause += Duration.ofMillis(10).toNanos();
            }
            shortest.ended(id, Ended.OVER, now + pause);
            pauses.add(Duration.ofNanos(pause).toMillis());
        }

        assertThat(pauses).allMatch(pause -> pause >= 500 && pause <= 1_010);
        assertThat(pauses.stream().distinct().count()).isGreaterThan(20);
    }

    @Provide
    Arbitrary<List<Integer>> happenings() {
        return Arbitraries.integers().between(0, 99).list().ofMaxSize(300);
    }

    /** Whatever happens: no two of a subject at once, never too many, each until it is over, in the order of its subject. */
    @Property(tries = 300)
    void everyOneComesToItsEndInOrder(@ForAll("happenings") List<Integer> happenings) {
        long begun = 0;
        ReplayQueue any = new ReplayQueue(PACE, new Random(7), begun);
        Map<Object, Deque<Long>> expected = new HashMap<>();
        Map<Long, Object> underWay = new HashMap<>();
        long next = 1;
        long time = begun;
        for (int happening : happenings) {
            Object subject = happening % 5;
            if (happening < 40) {
                any.add(next, subject, time);
                expected.computeIfAbsent(subject, none -> new ArrayDeque<>()).add(next++);
            } else if (!underWay.isEmpty() && happening < 80) {
                long id = underWay.keySet().iterator().next();
                Ended how = happening < 60 ? Ended.OVER : happening < 75 ? Ended.FAILED : Ended.BUSY;
                boolean isOver = any.ended(id, how, time) || how == Ended.OVER;
                Deque<Long> same = Objects.requireNonNull(expected.get(underWay.remove(id)));
                if (isOver) {
                    assertThat(same.poll()).isEqualTo(id);
                }
            }
            time += Duration.ofMillis(happening * 20L).toNanos();
            for (long id : any.due(time)) {
                Object whose = expected.entrySet().stream()
                        .filter(entry ->
                                Long.valueOf(id).equals(entry.getValue().peek()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow();
                assertThat(underWay).doesNotContainValue(whose);
                underWay.put(id, whose);
            }
            assertThat(underWay.size()).isLessThanOrEqualTo(PACE.atOnce());
        }
        drain(any, expected, underWay, time);
    }

    private static void drain(
            ReplayQueue queue, Map<Object, Deque<Long>> expected, Map<Long, Object> underWay, long from) {
        long time = from;
        while (!queue.isEmpty()) {
            for (long id : List.copyOf(underWay.keySet())) {
                queue.ended(id, Ended.OVER, time);
                Deque<Long> same = Objects.requireNonNull(expected.get(underWay.remove(id)));
                assertThat(same.poll()).isEqualTo(id);
            }
            time += Duration.ofSeconds(30).toNanos();
            for (long id : queue.due(time)) {
                expected.forEach((subject, ids) -> {
                    if (Long.valueOf(id).equals(ids.peek())) {
                        underWay.put(id, subject);
                    }
                });
            }
        }
        assertThat(expected.values()).allMatch(Deque::isEmpty);
    }
}
