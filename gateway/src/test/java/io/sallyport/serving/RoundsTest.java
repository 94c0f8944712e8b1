package io.sallyport.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failure.FailureKind;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds rounds = new Rounds();
    private final List<Optional<FailureKind>> told = new ArrayList<>();

    @Test
    void resultsAreToldInTheOrderOfSending() {
        Promise<Optional<FailureKind>> first = sent();
        Promise<Optional<FailureKind>> second = sent();
        Promise<Optional<FailureKind>> third = sent();

        second.complete(Optional.empty());
        rounds.drain((failure, sent) -> told.add(failure));
        assertThat(told).isEmpty();

        first.complete(Optional.of(FailureKind.TIMEOUT));
        rounds.drain((failure, sent) -> told.add(failure));
        assertThat(told).containsExactly(Optional.of(FailureKind.TIMEOUT), Optional.empty());

        third.complete(Optional.empty());
        rounds.drain((failure, sent) -> told.add(failure));
        assertThat(told).hasSize(3);
        assertThat(rounds.isEmpty()).isTrue();
    }

    @Test
    void itIsFullWhereSoManyAreOut() {
        for (int i = 0; i < Rounds.MOST; i++) {
            assertThat(rounds.isFull()).isFalse();
            sent();
        }

        assertThat(rounds.isFull()).isTrue();
    }

    private Promise<Optional<FailureKind>> sent() {
        Promise<Optional<FailureKind>> round = Promise.promise();
        rounds.add(round.future(), 0);
        return round;
    }
}
