package io.sallyport.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The table of the meters: every {@code sallyport_} name, with its labels and meaning. Meters are made from it alone. */
enum Family {
    ACTIVE_REGION("sallyport_active_region", Type.GAUGE, "1 for the region that serves new flows", Label.REGION),
    CONTROLLER_STATE("sallyport_controller_state", Type.GAUGE, "1 for the controller's state", Label.STATE),
    BREAKER_STATE(
            "sallyport_breaker_state", Type.GAUGE, "1 for the breaker's state", Label.REGION, Label.PLANE, Label.STATE),
    REGION_USABLE("sallyport_region_usable", Type.GAUGE, "1 while the plane is not lost", Label.REGION, Label.PLANE),
    PROBE_UP("sallyport_probe_up", Type.GAUGE, "1 while the probe's last answer was good", Label.REGION, Label.PROBE),
    FAILOVERS(
            "sallyport_failovers_total",
            Type.COUNTER,
            "Moves of the serving region",
            Label.FROM,
            Label.TO,
            Label.REASON),
    FAILOVER_DETECTION(
            "sallyport_failover_detection_seconds",
            Type.HISTOGRAM,
            "From the first failure of an outage to the decision to leave the region"),
    REQUESTS(
            "sallyport_requests_seconds",
            Type.HISTOGRAM,
            "Requests answered by the gateway",
            Label.OPERATION,
            Label.STATUS),
    UPSTREAM(
            "sallyport_upstream_seconds",
            Type.HISTOGRAM,
            "Attempts at a region",
            Label.REGION,
            Label.OPERATION,
            Label.OUTCOME),
    RETRIES(
            "sallyport_retries_total",
            Type.COUNTER,
            "Second attempts within a request, by how they ended",
            Label.OPERATION,
            Label.OUTCOME),
    WRITES_REFUSED(
            "sallyport_writes_refused_total",
            Type.COUNTER,
            "Writes refused because no writable region serves",
            Label.OPERATION,
            Label.DIALECT),
    LOGIN_RESTARTS(
            "sallyport_login_restarts_total",
            Type.COUNTER,
            "Logins begun anew at another region, since theirs died before it had given a code"),
    REPLICA_REFUSALS(
            "sallyport_replica_refusals_total",
            Type.COUNTER,
            "Requests that a replica refused itself, for want of what the primary alone has",
            Label.OPERATION,
            Label.CAPABILITY),
    SECOND_OPINIONS(
            "sallyport_second_opinions_total",
            Type.COUNTER,
            "Requests sent on to a replica since the primary refused their access token, by whether the replica took it",
            Label.OPERATION,
            Label.RESULT),
    EVENT_STREAMS("sallyport_event_streams", Type.GAUGE, "Event streams of front ends that are open"),
    EVENT_STREAMS_ENDED(
            "sallyport_event_streams_ended_total",
            Type.COUNTER,
            "Event streams of front ends that the gateway ended, or did not begin",
            Label.REASON),
    LOCKOUTS("sallyport_lockouts_total", Type.COUNTER, "Sign-ins that the gateway itself refused", Label.REASON),
    SIGN_INS_DELAYED(
            "sallyport_sign_ins_delayed_total",
            Type.COUNTER,
            "Sign-ins kept waiting, since many of their account have failed"),
    FENCES("sallyport_fences_total", Type.COUNTER, "Accounts fenced after a change of their credential"),
    TOKEN_VALIDATIONS(
            "sallyport_token_validations_total",
            Type.COUNTER,
            "Verdicts on tokens",
            Label.ISSUER,
            Label.RESULT,
            Label.REASON),
    TOKEN_VALIDATION("sallyport_token_validation_seconds", Type.HISTOGRAM, "Time to a verdict on a token"),
    TOKEN_CACHE_HITS("sallyport_token_cache_hits_total", Type.COUNTER, "Verdicts found in the cache"),
    TOKEN_CACHE_MISSES("sallyport_token_cache_misses_total", Type.COUNTER, "Verdicts not found in the cache"),
    ID_TOKENS(
            "sallyport_id_tokens_total",
            Type.COUNTER,
            "ID tokens that were signed anew for their clients, or withheld (mode reissue)",
            Label.RESULT,
            Label.REASON),
    REVOCATIONS_ENTRIES(
            "sallyport_revocations_entries",
            Type.GAUGE,
            "Revocations that are remembered and enforced here",
            Label.KIND),
    REVOCATIONS_PENDING(
            "sallyport_revocations_pending",
            Type.GAUGE,
            "Revocations that a region has still to hear of, one for each such region"),
    REVOCATIONS_UNREPLAYABLE(
            "sallyport_revocations_unreplayable",
            Type.GAUGE,
            "Revocations that a region will never hear of, and that no operator has acknowledged"),
    REVOCATION_REPLAYS(
            "sallyport_revocation_replays_total",
            Type.COUNTER,
            "Revocations that were taken to a region, or never will be",
            Label.REGION,
            Label.RESULT),
    JWKS_AGE(
            "sallyport_jwks_age_seconds",
            Type.GAUGE,
            "Age of the newest good answer with an issuer's keys; NaN while there is none",
            Label.ISSUER),
    JWKS_REFRESH(
            "sallyport_jwks_refresh_total",
            Type.COUNTER,
            "Fetches of an issuer's keys",
            Label.ISSUER,
            Label.SOURCE,
            Label.RESULT),
    LOG_LINES_DROPPED(
            "sallyport_log_lines_dropped_total",
            Type.COUNTER,
            "Log lines that did not reach standard output: not read fast enough, or not writable");

    /** What kind of series it has; the suffix is Micrometer's own addition to the name. */
    enum Type {
        GAUGE(""),
        COUNTER("_total"),
        /** In seconds, with fixed buckets, and the longest of the last minutes as a gauge {@code _max}. */
        HISTOGRAM("_seconds");

        private final String suffix;

        Type(String suffix) {
            this.suffix = suffix;
        }
    }

    private final String prometheusName;
    private final Type type;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so; the type cannot say it.
    private final List<Label> labels;

    Family(String prometheusName, Type type, String meaning, Label... labels) {
        this.prometheusName = prometheusName;
        this.type = type;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** The name in the exposition, without {@code _bucket}, {@code _count}, {@code _sum} and {@code _max}. */
    String prometheusName() {
        return prometheusName;
    }

    Type type() {
        return type;
    }

    String meaning() {
        return meaning;
    }

    List<Label> labels() {
        return labels;
    }

    /**
     * Makes or finds the counter of these label values.
     *
     * @param values in the order of {@link #labels()}
     */
    Counter counter(MeterRegistry registry, String... values) {
        return Counter.builder(name(Type.COUNTER))
                .description(meaning)
                .tags(tags(values))
                .register(registry);
    }

    /** Publishes a count that is kept elsewhere and never falls, read at each scrape, under these label values. */
    void counter(MeterRegistry registry, LongSupplier count, String... values) {
        FunctionCounter.builder(name(Type.COUNTER), count, LongSupplier::getAsLong)
                .description(meaning)
                .tags(tags(values))
                .register(registry);
    }

    /** Makes or finds the histogram of these label values. */
    Timer histogram(MeterRegistry registry, Duration[] buckets, String... values) {
        return Timer.builder(name(Type.HISTOGRAM))
                .description(meaning)
                .tags(tags(values))
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    /** Publishes a value, read at each scrape, under these label values. */
    void gauge(MeterRegistry registry, Supplier<Number> value, String... values) {
        Gauge.builder(name(Type.GAUGE), value)
                .description(meaning)
                .tags(tags(values))
                .strongReference(true)
                .register(registry);
    }

    private String name(Type wanted) {
        if (type != wanted) {
            throw new IllegalStateException(prometheusName + " is no " + wanted);
        }
        return prometheusName
                .substring(0, prometheusName.length() - type.suffix.length())
                .replace('_', '.');
    }

    private Tags tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(prometheusName + " has the labels " + labels);
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(labels.get(i).tag(), values[i]));
        }
        return Tags.of(tags);
    }
}
