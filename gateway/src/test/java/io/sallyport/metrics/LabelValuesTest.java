package io.sallyport.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No value of a label comes from a request. */
class LabelValuesTest {

    private static final String FOREIGN = "/oauth2/token?code=SplxlOBeZQQYbYS6WxSbIA";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RequestMeters requests = new RequestMeters(registry, List.of("token", "preflight"));

    @AfterEach
    void close() {
        registry.close();
    }

    private Exposition scraped() {
        return new Exposition(registry.scrape());
    }

    private void countEverywhere(String operation) {
        requests.request(operation, 200, 1);
        requests.attempt("us-west-2", operation, "ok", 1);
        requests.retry(operation, "ok");
        requests.writeRefused(operation, "cognito");
        requests.replicaRefused(operation, null);
        requests.secondOpinion(operation, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sallyport_requests_seconds_count",
                "sallyport_upstream_seconds_count",
                "sallyport_retries_total",
                "sallyport_writes_refused_total",
                "sallyport_replica_refusals_total",
                "sallyport_second_opinions_total"
            })
    void operationThatWasNotListedIsOther(String name) {
        countEverywhere("token");
        countEverywhere("preflight");
        countEverywhere(FOREIGN);
        countEverywhere("");

        assertThat(scraped().values(name, "operation")).containsExactlyInAnyOrder("token", "preflight", "other");
    }

    @Test
    void whatIsNotListedIsCountedTogether() {
        requests.retry(FOREIGN, "ok");
        requests.retry("another", "ok");

        assertThat(registry.get("sallyport.retries").counters()).hasSize(1);
        assertThat(registry.get("sallyport.retries").counter().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 600, 999, Integer.MAX_VALUE})
    void statusThatIsNoneIsOther(int status) {
        requests.request("token", status, 1);

        assertThat(scraped().values("sallyport_requests_seconds_count", "status"))
                .containsExactly("other");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 499, 599})
    void statusIsTheLabel(int status) {
        requests.request("token", status, 1);

        assertThat(scraped().values("sallyport_requests_seconds_count", "status"))
                .containsExactly(Integer.toString(status));
    }

    @Test
    void issuerThatIsNotConfiguredIsOther() {
        TokenMeters tokens = new TokenMeters(registry, List.of("https://issuer.example"));

        tokens.validation("https://issuer.example", "accepted", "none", 1);
        tokens.validation("https://evil.example", "refused", "issuer", 1);
        tokens.validation(null, "refused", "malformed", 1);

        assertThat(scraped().values("sallyport_token_validations_total", "issuer"))
                .containsExactlyInAnyOrder("https://issuer.example", "other");
    }

    @Test
    void revocationsAreShownByKind() {
        new TokenMeters(registry, List.of()).revocations(() -> 3, () -> 5);

        assertThat(gauge("sallyport.revocations.entries", "kind", "verified")).isEqualTo(3);
        assertThat(gauge("sallyport.revocations.entries", "kind", "unverified")).isEqualTo(5);
    }

    @Test
    void replaysAreCountedByRegionAndResult() {
        TokenMeters meters = new TokenMeters(registry, List.of());
        meters.replays(() -> 7, () -> 9);
        meters.replay("us-west-2", "replayed");
        meters.replay("us-west-2", "unreplayable");
        meters.replay("us-west-2", "replayed");

        assertThat(registry.get("sallyport.revocations.pending").gauge().value())
                .isEqualTo(7);
        assertThat(registry.get("sallyport.revocations.unreplayable").gauge().value())
                .isEqualTo(9);
        assertThat(registry.get("sallyport.revocation.replays")
                        .tags("region", "us-west-2", "result", "replayed")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void stateIsOneOfThoseGivenAndExactlyOneIsSet() {
        RegionMeters regions = new RegionMeters(registry, List.of("a", "b"), List.of("starting", "on_primary"));
        regions.controllerState("starting");
        regions.controllerState("on_primary");
        regions.activeRegion("b");
        regions.breaker("a", "token", "half_open");

        assertThat(scraped().values("sallyport_controller_state", "state"))
                .containsExactlyInAnyOrder("starting", "on_primary");
        assertThat(gauge("sallyport.controller.state", "state", "starting")).isZero();
        assertThat(gauge("sallyport.controller.state", "state", "on_primary")).isEqualTo(1);
        assertThat(gauge("sallyport.active.region", "region", "a")).isZero();
        assertThat(gauge("sallyport.active.region", "region", "b")).isEqualTo(1);
        assertThat(gauge("sallyport.breaker.state", "state", "half_open")).isEqualTo(1);
        assertThat(gauge("sallyport.breaker.state", "state", "closed")).isZero();
    }

    private double gauge(String name, String label, String value) {
        return registry.get(name).tag(label, value).gauge().value();
    }
}
