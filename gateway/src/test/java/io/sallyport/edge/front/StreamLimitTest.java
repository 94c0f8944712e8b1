package io.sallyport.edge.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.metrics.StreamMeters;
import org.junit.jupiter.api.Test;

class StreamLimitTest {

    private final StreamLimit limit = new StreamLimit(3, 2);

    @Test
    void aSourceHasItsShareAndAllTogetherTheirs() {
        assertThat(limit.enter("a")).isEmpty();
        assertThat(limit.enter("a")).isEmpty();
        assertThat(limit.enter("a")).contains(StreamMeters.End.SOURCE_FULL);
        assertThat(limit.enter("b")).isEmpty();
        assertThat(limit.enter("c")).contains(StreamMeters.End.FULL);
        assertThat(limit.open()).isEqualTo(3);
    }

    @Test
    void whoLeavesMakesRoom() {
        limit.enter("a");
        limit.enter("a");
        limit.enter("b");

        limit.leave("a");

        assertThat(limit.enter("a")).isEmpty();
        assertThat(limit.enter("b")).contains(StreamMeters.End.FULL);
        limit.leave("a");
        limit.leave("a");
        limit.leave("b");
        assertThat(limit.open()).isZero();
        assertThat(limit.enter("a")).isEmpty();
    }
}
