package io.sallyport.scenarios.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {

    private final Samples samples = new Samples();

    @Test
    void aRequestWithoutAnAnswerHasFailed() {
        long answered = samples.begin(Kind.VALIDATE, 1, 2);
        samples.begin(Kind.REFRESH, 3, 4);
        samples.end(answered, 9, null, null);

        assertThat(samples.underWay()).isEqualTo(1);
        assertThat(samples.all(50))
                .containsExactly(
                        new Sample(Kind.VALIDATE, 1, 2, 9, null, null),
                        new Sample(Kind.REFRESH, 3, 4, 50, Samples.UNANSWERED, null));
    }

    @Test
    void anAnswerThatComesAfterItsDrillIsNotTheNextOnes() {
        long before = samples.begin(Kind.VALIDATE, 1, 2);

        samples.clear();
        samples.end(before, 9, null, null);

        assertThat(samples.all(10)).isEmpty();
        assertThat(samples.underWay()).isZero();
    }

    @Test
    void eachSlotIsARequestOrALogin() {
        assertThat(Planned.of(Mix.SLOTS * 5 + 1)).isEqualTo(new Planned(180, 6));
        assertThat(Planned.of(0)).isEqualTo(new Planned(0, 0));
    }
}
