package io.sallyport.metrics;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FamilyTest {

    /** The contract with whoever has dashboards and alerts: a name here changes only on purpose. */
    private static final Set<String> CONTRACT = Set.of(
            "sallyport_active_region{region}",
            "sallyport_controller_state{state}",
            "sallyport_breaker_state{region,plane,state}",
            "sallyport_region_usable{region,plane}",
            "sallyport_failovers_total{from,to,reason}",
            "sallyport_failover_detection_seconds{}",
            "sallyport_upstream_seconds{region,operation,outcome}",
            "sallyport_requests_seconds{operation,status}",
            "sallyport_retries_total{operation,outcome}",
            "sallyport_writes_refused_total{operation,dialect}",
            "sallyport_login_restarts_total{}",
            "sallyport_replica_refusals_total{operation,capability}",
            "sallyport_second_opinions_total{operation,result}",
            "sallyport_event_streams{}",
            "sallyport_event_streams_ended_total{reason}",
            "sallyport_lockouts_total{reason}",
            "sallyport_sign_ins_delayed_total{}",
            "sallyport_fences_total{}",
            "sallyport_token_validations_total{issuer,result,reason}",
            "sallyport_token_validation_seconds{}",
            "sallyport_token_cache_hits_total{}",
            "sallyport_token_cache_misses_total{}",
            "sallyport_id_tokens_total{result,reason}",
            "sallyport_revocations_entries{kind}",
            "sallyport_revocations_pending{}",
            "sallyport_revocations_unreplayable{}",
            "sallyport_revocation_replays_total{region,result}",
            "sallyport_jwks_age_seconds{issuer}",
            "sallyport_jwks_refresh_total{issuer,source,result}",
            "sallyport_probe_up{region,probe}",
            "sallyport_log_lines_dropped_total{}");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void namesAndLabelsAreThoseOfTheContract() {
        assertThat(Arrays.stream(Family.values())
                        .map(family -> family.prometheusName() + "{" + String.join(",", labels(family)) + "}"))
                .containsExactlyInAnyOrderElementsOf(CONTRACT);
    }

    @Test
    void exactlyTheTableIsExported() {
        Map<String, Set<Set<String>>> table = Arrays.stream(Family.values())
                .collect(toMap(Family::prometheusName, family -> Set.of(Set.copyOf(labels(family)))));

        assertThat(everything().labels()).isEqualTo(table);
    }

    @ParameterizedTest
    @EnumSource
    void helpAndTypeAreThoseOfTheTable(Family family) {
        Exposition exposition = everything();

        assertThat(exposition.comment("HELP", family.prometheusName())).isEqualTo(family.meaning());
        assertThat(exposition.comment("TYPE", family.prometheusName()))
                .isEqualTo(family.type().name().toLowerCase(Locale.ROOT));
    }

    @Test
    void meterOfAnotherTypeOrWithOtherLabelsIsABug() {
        SimpleMeterRegistry any = new SimpleMeterRegistry();

        assertThatThrownBy(() -> Family.REQUESTS.counter(any, "token", "200"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Family.RETRIES.counter(any, "token")).isInstanceOf(IllegalArgumentException.class);
        assertThat(any.getMeters()).isEmpty();
    }

    private static List<String> labels(Family family) {
        return family.labels().stream().map(Label::tag).toList();
    }

    /** Every method of every meter class once, then a scrape. */
    private Exposition everything() {
        LogMeters log = new LogMeters(registry, () -> 1);
        assertThat(log).isNotNull();
        regions(new RegionMeters(registry, List.of("us-west-2", "us-east-1"), List.of("starting", "on_primary")));
        requests(new RequestMeters(registry, List.of("token")));
        streams(new StreamMeters(registry));
        guard(new GuardMeters(registry));
        tokens(new TokenMeters(registry, List.of("https://issuer.example")));
        return new Exposition(registry.scrape());
    }

    private static void regions(RegionMeters meters) {
        meters.activeRegion("us-west-2");
        meters.controllerState("on_primary");
        meters.failover("us-west-2", "us-east-1", "probes_failed");
        meters.detection(Duration.ofMillis(300));
        meters.breaker("us-west-2", "token", "open");
        meters.usable("us-west-2", "token", false);
        meters.probe("us-west-2", "token", true);
    }

    private static void requests(RequestMeters meters) {
        meters.request("token", 200, 1);
        meters.attempt("us-west-2", "token", "ok", 1);
        meters.retry("token", "ok");
        meters.writeRefused("token", "cognito");
        meters.replicaRefused("token", "totp-mfa");
        meters.secondOpinion("token", true);
    }

    private static void streams(StreamMeters meters) {
        meters.open(() -> 1);
        meters.ended(StreamMeters.End.SLOW);
    }

    private static void guard(GuardMeters meters) {
        meters.blocked();
        meters.crowded();
        meters.fenced();
        meters.delayed();
        meters.raised();
    }

    private static void tokens(TokenMeters meters) {
        meters.validation("https://issuer.example", "accepted", "none", 1);
        meters.cacheHit();
        meters.cacheMiss();
        meters.idToken("reissued", "none");
        meters.jwksRefresh("https://issuer.example", "us-west-2", "ok");
        meters.jwksAge("https://issuer.example", () -> 1);
        meters.revocations(() -> 1, () -> 2);
        meters.replays(() -> 1, () -> 2);
        meters.replay("us-west-2", "replayed");
    }
}
