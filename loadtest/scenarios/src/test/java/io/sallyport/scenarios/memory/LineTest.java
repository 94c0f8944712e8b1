package io.sallyport.scenarios.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sallyport.scenarios.memory.Line.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

    @Test
    void whatGrowsEvenlyHasItsSlopeAndNoSpread() {
        Line line = Line.through(List.of(new Point(0, 1_000), new Point(10, 1_500), new Point(40, 3_000)));

        assertThat(line.slope()).isCloseTo(50, within(1e-9));
        assertThat(line.spread()).isCloseTo(0, within(1e-9));
    }

    @Test
    void whatMovesAboutIsKnownLessWell() {
        // Residuals -1, 2, -1 about the slope 3 over a width of 2: 2 * sqrt(6 / 1 / 2).
        Line line = Line.through(List.of(new Point(0, 0), new Point(1, 6), new Point(2, 6)));

        assertThat(line.slope()).isCloseTo(3, within(1e-9));
        assertThat(line.spread()).isCloseTo(2 * Math.sqrt(3), within(1e-9));
    }

    @Test
    void aLevelHeapHasNoSlopeWhereverItLies() {
        Line line = Line.through(List.of(new Point(0, 14e6), new Point(5_000, 14e6), new Point(10_000, 14e6)));

        assertThat(line).isEqualTo(new Line(0, 0));
    }

    @Test
    void twoPointsDoNotTellHowWellALineFits() {
        assertThatThrownBy(() -> Line.through(List.of(new Point(0, 0), new Point(1, 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Line.through(List.of(new Point(1, 0), new Point(1, 1), new Point(1, 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
