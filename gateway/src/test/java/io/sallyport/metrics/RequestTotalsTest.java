package io.sallyport.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTotalsTest {

    private final RequestMeters meters =
            new RequestMeters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), List.of("token"));

    private void attempt(String outcome) {
        meters.attempt("us-west-2", "token", outcome, 1);
    }

    @Test
    void aRequestThatIsSavedByItsRetryHasNotFailed() {
        attempt("refused");
        attempt("ok");
        meters.retry("token", "ok");

        assertThat(meters.totals()).isEqualTo(new RequestTotals(0, 1, 0, 0));
    }

    @Test
    void aRequestWhoseRetryFailsTooHasFailedOnce() {
        attempt("refused");
        attempt("timeout");
        meters.retry("token", "timeout");
        attempt("reset");

        assertThat(meters.totals()).isEqualTo(new RequestTotals(2, 1, 0, 0));
    }

    @Test
    void overloadAndAClientThatLeavesAreNoFailures() {
        attempt("overload");
        attempt("cancelled");
        attempt("ok");
        meters.writeRefused("token", "cognito");
        meters.loginRestarted();

        assertThat(meters.totals()).isEqualTo(new RequestTotals(0, 0, 1, 1));
    }

    @Test
    void costIsADifference() {
        assertThat(new RequestTotals(5, 7, 9, 11).since(new RequestTotals(1, 2, 3, 4)))
                .isEqualTo(new RequestTotals(4, 5, 6, 7));
    }
}
