package io.sallyport.scenarios.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthTest {

    private static final long HEAP = 14_000_000;
    private static final long DIRECT = 4_000_000;

    @ParameterizedTest
    @CsvSource({
        "BROWSER,     0, true",
        "BROWSER,     9, true",
        "BROWSER,    10, false",
        "BROWSER,    -9, true",
        "BROWSER,   -10, false",
        "PUSHED,      9, true",
        "PUSHED,     10, false",
        "CHALLENGED,  0, false",
        "CHALLENGED, 50, false",
        "CHALLENGED, 51, true",
        "CHALLENGED, 299, true",
        "CHALLENGED, 300, false",
    })
    void whatEachBeginningMayCostIsJudged(Beginning beginning, long bytes, boolean isReached) {
        assertThat(growth(beginning, bytes, 0).isReached()).isEqualTo(isReached);
    }

    @Test
    void buffersOutsideOfTheHeapCount() {
        assertThat(growth(Beginning.BROWSER, 0, 9).isReached()).isTrue();
        assertThat(growth(Beginning.BROWSER, 0, 10).isReached()).isFalse();
        assertThat(growth(Beginning.CHALLENGED, 200, 10).isReached()).isFalse();
    }

    @Test
    void aSlopeThatTheSpreadMayHideIsNotReached() {
        List<Checkpoint> noisy = List.of(
                checkpoint(0, HEAP, DIRECT),
                checkpoint(1_000, HEAP + 40_000, DIRECT),
                checkpoint(2_000, HEAP - 40_000, DIRECT),
                checkpoint(3_000, HEAP, DIRECT));

        Growth growth = new Growth(Beginning.BROWSER, noisy);

        assertThat(growth.heap().slope()).isBetween(-10.0, 10.0);
        assertThat(growth.isReached()).isFalse();
    }

    @Test
    void theMedianOfEachCheckpointIsJudgedNotAnOutlier() {
        Checkpoint odd = new Checkpoint(2_000, List.of(heap(HEAP + 9_000_000), heap(HEAP - 8), heap(HEAP)), DIRECT);
        List<Checkpoint> checkpoints = List.of(checkpoint(0, HEAP, DIRECT), checkpoint(1_000, HEAP, DIRECT), odd);

        assertThat(new Growth(Beginning.BROWSER, checkpoints).heap()).isEqualTo(new Line(0, 0));
        assertThat(odd.width()).isEqualTo(9_000_008);
        assertThatThrownBy(() -> new Checkpoint(0, List.of(heap(1), heap(2)), DIRECT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theGreediestClassesAreNamed() {
        Map<String, Long> before = Map.of("[B", 1_000L, "Node", 0L, "Long", 500L, "Gone", 900L);
        Map<String, Long> after = Map.of("[B", 7_000L, "Node", 9_000L, "Long", 1_499L, "New", 1_000L);

        Growth growth = new Growth(
                Beginning.CHALLENGED,
                List.of(
                        new Checkpoint(0, List.of(new ClassHistogram(2_400, before)), DIRECT),
                        new Checkpoint(1_000, List.of(new ClassHistogram(18_499, after)), DIRECT)));

        assertThat(growth.byClass()).containsExactly(entry("Node", 9.0), entry("[B", 6.0), entry("New", 1.0));
    }

    @Test
    void oneLoginThatCannotBeFinishedIsAMiss() {
        List<Growth> growths = List.of(growth(Beginning.BROWSER, 0, 0), growth(Beginning.CHALLENGED, 200, 0));

        assertThat(new Outcome(growths, 0, 200, 200).isReached()).isTrue();
        assertThat(new Outcome(growths, 0, 200, 199).isReached()).isFalse();
        assertThat(new Outcome(List.of(growth(Beginning.PUSHED, 11, 0)), 0, 200, 200).isReached())
                .isFalse();
    }

    /** So many bytes more with each login. */
    private static Growth growth(Beginning beginning, long heap, long direct) {
        return new Growth(
                beginning,
                IntStream.rangeClosed(0, Beginning.steps())
                        .map(step -> step * beginning.step())
                        .mapToObj(logins -> checkpoint(logins, HEAP + heap * logins, DIRECT + direct * logins))
                        .toList());
    }

    /** Three readings, close to one another. */
    private static Checkpoint checkpoint(int logins, long heap, long direct) {
        return new Checkpoint(logins, List.of(heap(heap + 64), heap(heap), heap(heap - 8)), direct);
    }

    private static ClassHistogram heap(long bytes) {
        return new ClassHistogram(bytes, Map.of());
    }
}
