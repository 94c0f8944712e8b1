package io.sallyport.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.operation.Surface;
import io.sallyport.upstream.Outcome;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProberTest {

    private static final ProbeSpec REFRESH = new ProbeSpec(
            "refresh", Plane.TOKEN, "POST", "/token", null, null, null, Set.of(400, 401), Set.of("invalid_grant"));

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(answered(400, "{\"error\":\"invalid_grant\"}", null), Optional.empty()),
                Arguments.of(answered(200, "invalid_grant", null), Optional.of(FailureKind.FOREIGN)),
                Arguments.of(answered(400, "<html>no such host</html>", null), Optional.of(FailureKind.FOREIGN)),
                Arguments.of(answered(400, "", null), Optional.of(FailureKind.FOREIGN)),
                Arguments.of(
                        answered(400, "invalid_grant", FailureKind.SERVER_ERROR),
                        Optional.of(FailureKind.SERVER_ERROR)),
                Arguments.of(answered(429, "", FailureKind.OVERLOAD), Optional.of(FailureKind.OVERLOAD)),
                Arguments.of(new Outcome.NotSent(FailureKind.REFUSED), Optional.of(FailureKind.REFUSED)),
                Arguments.of(new Outcome.LostAfterSending(FailureKind.TIMEOUT), Optional.of(FailureKind.TIMEOUT)));
    }

    private static Outcome answered(int status, String body, @Nullable FailureKind failure) {
        return new Outcome.Answered(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), null, failure);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void onlyTheExpectedAnswerProvesThePlane(Outcome outcome, Optional<FailureKind> failure) {
        assertThat(Prober.judge(REFRESH, outcome)).isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({"LOGIN, PAGE", "API, API", "TOKEN, OAUTH", "KEYS, OAUTH"})
    void aPlanesOwnSignsOfOverloadHoldForItsProbes(Plane plane, Surface surface) {
        assertThat(Prober.surface(plane)).isEqualTo(surface);
    }

    @Test
    void aRoundIsAsGoodAsItsWorstProbe() {
        assertThat(Prober.worst(List.of())).isEmpty();
        assertThat(Prober.worst(List.of(FailureKind.OVERLOAD, FailureKind.FOREIGN)))
                .contains(FailureKind.FOREIGN);
        assertThat(Prober.worst(List.of(FailureKind.OVERLOAD, FailureKind.REFUSED, FailureKind.SERVER_ERROR)))
                .contains(FailureKind.REFUSED);
    }
}
