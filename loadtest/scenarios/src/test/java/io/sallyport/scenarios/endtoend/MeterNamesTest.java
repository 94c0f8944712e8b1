package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The names and labels that dashboards and alerts are written for. */
class MeterNamesTest {

    private static final Map<String, Set<String>> LABELS = Map.ofEntries(
            Map.entry("sallyport_active_region", Set.of("region")),
            Map.entry("sallyport_controller_state", Set.of("state")),
            Map.entry("sallyport_breaker_state", Set.of("region", "plane", "state")),
            Map.entry("sallyport_region_usable", Set.of("region", "plane")),
            Map.entry("sallyport_failovers_total", Set.of("from", "to", "reason")),
            Map.entry("sallyport_failover_detection_seconds_bucket", Set.of("le")),
            Map.entry("sallyport_failover_detection_seconds_count", Set.of()),
            Map.entry("sallyport_upstream_seconds_bucket", Set.of("region", "operation", "outcome", "le")),
            Map.entry("sallyport_upstream_seconds_count", Set.of("region", "operation", "outcome")),
            Map.entry("sallyport_requests_seconds_bucket", Set.of("operation", "status", "le")),
            Map.entry("sallyport_requests_seconds_count", Set.of("operation", "status")),
            Map.entry("sallyport_retries_total", Set.of("operation", "outcome")),
            Map.entry("sallyport_writes_refused_total", Set.of("operation", "dialect")),
            Map.entry("sallyport_token_validations_total", Set.of("issuer", "result", "reason")),
            Map.entry("sallyport_token_validation_seconds_bucket", Set.of("le")),
            Map.entry("sallyport_token_cache_hits_total", Set.of()),
            Map.entry("sallyport_token_cache_misses_total", Set.of()),
            Map.entry("sallyport_revocations_entries", Set.of("kind")),
            Map.entry("sallyport_revocations_pending", Set.of()),
            Map.entry("sallyport_revocations_unreplayable", Set.of()),
            Map.entry("sallyport_jwks_age_seconds", Set.of("issuer")),
            Map.entry("sallyport_jwks_refresh_total", Set.of("issuer", "source", "result")),
            Map.entry("sallyport_probe_up", Set.of("region", "probe")));

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo();

    private final Client client = new Client();

    @Test
    void everyMeterHasItsNameAndExactlyItsLabels() throws Exception {
        DEMO.primary().fault("refuse");
        String token = Client.text(client.clientCredentials(DEMO.url("/oauth2/token")), "access_token");
        client.validate(DEMO.url("/-/validate"), token);
        client.validate(DEMO.url("/-/validate"), token);
        client.cognito(DEMO.url("/"), "SignUp", WriteRefusalTest.SIGN_UP);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        DEMO.metrics().set("sallyport_active_region", "region").equals(Set.of(RunningDemo.REPLICA)));

        Metrics metrics = DEMO.metrics();

        LABELS.forEach(
                (name, labels) -> assertThat(metrics.labelNames(name)).as(name).isEqualTo(Set.of(labels)));
        assertThat(metrics.values("sallyport_controller_state", "state"))
                .containsExactlyInAnyOrder("starting", "on_primary", "on_replica", "failing_back", "blackout");
        assertThat(metrics.values("sallyport_breaker_state", "state"))
                .containsExactlyInAnyOrder("closed", "open", "half_open");
        assertThat(metrics.values("sallyport_region_usable", "plane"))
                .containsExactlyInAnyOrder("login", "token", "api", "keys");
        for (String perRegion : List.of("sallyport_active_region", "sallyport_region_usable", "sallyport_probe_up")) {
            assertThat(metrics.values(perRegion, "region"))
                    .as(perRegion)
                    .containsExactlyInAnyOrder(RunningDemo.PRIMARY, RunningDemo.REPLICA);
        }
        assertThat(metrics.sum("sallyport_token_cache_hits_total", Map.of())).isPositive();
        assertThat(metrics.sum("sallyport_writes_refused_total", Map.of("operation", "SignUp", "dialect", "cognito")))
                .isEqualTo(1);
    }

    @Test
    void whatAClientInventsIsNoLabel() throws Exception {
        client.get(DEMO.url("/invented/by/a/client"));
        client.cognito(DEMO.url("/"), "InventedByAClient", "{}");

        assertThat(DEMO.metrics().values("sallyport_requests_seconds_count", "operation"))
                .contains("other")
                .noneMatch(operation -> operation.toLowerCase(Locale.ROOT).contains("invented"));
    }
}
