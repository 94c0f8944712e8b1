package io.sallyport.scenarios.drill.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void percentilesAreTheNearestRankOfUnsortedTimes() {
        Latency latency = Latency.of(LongStream.rangeClosed(1, 150).map(each -> (151 - each) * 1_000_000));

        assertThat(latency).isEqualTo(new Latency(150, 75, 149, 150));
    }

    @Test
    void oneTimeIsEveryPercentile() {
        assertThat(Latency.of(LongStream.of(2_500_000))).isEqualTo(new Latency(1, 2.5, 2.5, 2.5));
    }

    @Test
    void noTimeIsNoPercentile() {
        assertThat(Latency.of(LongStream.empty())).isEqualTo(new Latency(0, 0, 0, 0));
    }
}
