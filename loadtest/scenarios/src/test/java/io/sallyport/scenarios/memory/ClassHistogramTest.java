package io.sallyport.scenarios.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassHistogramTest {

    private static final String OUTPUT = """
            4242:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         30211        2100400  [B (java.base@17.0.15)
               2:           812          19488  io.netty.util.Recycler$Handle
             103:             1             16  io.netty.util.Recycler$Handle
            Total         31024        2119904
            """;

    @Test
    void theTotalAndEachClassAreRead() {
        assertThat(ClassHistogram.parse(OUTPUT))
                .isEqualTo(new ClassHistogram(
                        2_119_904, Map.of("[B", 2_100_400L, "io.netty.util.Recycler$Handle", 19_504L)));
    }

    @Test
    void whatIsNoHistogramIsRefused() {
        assertThatThrownBy(() -> ClassHistogram.parse("4242:\njava.io.IOException: Permission denied\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Permission denied");
    }

    @Test
    void aClassThatWasNotThereGrowsFromNothing() {
        ClassHistogram before = new ClassHistogram(10, Map.of("A", 10L));
        ClassHistogram after = new ClassHistogram(32, Map.of("B", 32L));

        assertThat(after.growthOf("B", before)).isEqualTo(32);
        assertThat(after.growthOf("A", before)).isEqualTo(-10);
        assertThat(after.growthOf("C", before)).isZero();
    }
}
