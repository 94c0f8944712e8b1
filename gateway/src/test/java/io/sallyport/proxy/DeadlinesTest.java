package io.sallyport.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.operation.Replay;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinesTest {

    @ParameterizedTest
    @CsvSource({"SAFE,0,2000", "SAFE,9000,2000", "SAFE,11500,500", "SAFE,13000,1", "ONCE,0,10000", "ONCE,10000,2000"})
    void anAttemptHasWhatIsLeft(Replay replay, long spentMillis, long grantedMillis) {
        Deadlines deadlines = new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(12));

        assertThat(deadlines.left(replay, spentMillis * 1_000_000)).isEqualTo(Duration.ofMillis(grantedMillis));
    }

    @Test
    void noAttemptIsLongerThanTheWhole() {
        Deadlines deadlines = new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(1));

        assertThat(deadlines.left(Replay.SAFE, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(deadlines.left(Replay.ONCE, 0)).isEqualTo(Duration.ofSeconds(1));
    }
}
