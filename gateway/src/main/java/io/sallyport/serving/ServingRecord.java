package io.sallyport.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Input;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Restored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of where the gateway was, as JSON. Read strictly: an unknown, missing or odd field makes it unreadable.
 *
 * @param version 2; version 1, which knew of no orders, is still read
 * @param sinceMillis when the state began, wall time
 * @param writtenMillis when this was written: a clock that stands before it has been set back, and no age can be told
 */
record ServingRecord(
        int version,
        ControllerState.Name state,
        String region,
        long sinceMillis,
        long writtenMillis,
        boolean afterFailback,
        long holdsForNanos,
        long nextStayNanos,
        boolean returnOrdered,
        List<Hold> holds) {

    private static final int VERSION = 2;

    /**
     * A hold in force.
     *
     * @param untilMillis when it ends by itself, wall time; 0 for until it is released
     */
    record Hold(String by, String why, long untilMillis) {

        static Hold of(Input.Hold hold, Instant now) {
            long until = hold.lasts().map(left -> now.plus(left).toEpochMilli()).orElse(0L);
            return new Hold(hold.by(), hold.why(), until);
        }

        /** Empty where it ended meanwhile. A clock that was set back does not make it longer than it was. */
        Optional<Input.Hold> left(long writtenMillis, long nowMillis) {
            long left = untilMillis - Math.max(writtenMillis, nowMillis);
            if (untilMillis != 0 && left <= 0) {
                return Optional.empty();
            }
            Optional<Duration> lasts = untilMillis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(left));
            return Optional.of(new Input.Hold(by, why, lasts));
        }
    }

    /** Longer than any rule looks back; keeps a clock set forward from overflowing monotonic time. */
    private static final Duration OLDEST = Duration.ofDays(365);

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    static byte[] encode(Restored state, Instant now) {
        ServingRecord kept = new ServingRecord(
                VERSION,
                state.name(),
                state.region().value(),
                now.minus(state.age()).toEpochMilli(),
                now.toEpochMilli(),
                state.afterFailback(),
                state.holdsFor().toNanos(),
                state.nextStay().toNanos(),
                state.returnOrdered(),
                state.hold().stream().map(hold -> Hold.of(hold, now)).toList());
        try {
            return STRICT.writeValueAsBytes(kept);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where it is not what {@link #encode} writes. */
    static Optional<Restored> decode(byte[] json, Instant now) {
        try {
            // The text "null" is read as null.
            @Nullable ServingRecord kept = STRICT.treeToValue(upgraded(STRICT.readTree(json)), ServingRecord.class);
            return kept != null && kept.version == VERSION ? Optional.of(kept.restored(now)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonNode upgraded(JsonNode kept) {
        boolean isFirst = kept.path("version").isInt() && kept.path("version").intValue() == 1;
        if (isFirst && kept instanceof ObjectNode record && !record.has("returnOrdered") && !record.has("holds")) {
            record.put("version", VERSION).put("returnOrdered", false).putArray("holds");
        }
        return kept;
    }

    private Restored restored(Instant now) {
        return new Restored(
                state,
                new RegionName(region),
                age(now.toEpochMilli()),
                afterFailback,
                Duration.ofNanos(holdsForNanos),
                Duration.ofNanos(nextStayNanos),
                returnOrdered,
                holds.stream()
                        .flatMap(hold -> hold.left(writtenMillis, now.toEpochMilli()).stream())
                        .findFirst());
    }

    private Duration age(long nowMillis) {
        if (sinceMillis > writtenMillis || sinceMillis < 0) {
            throw new IllegalArgumentException("begun after it was written, or before 1970");
        }
        if (nowMillis < writtenMillis) {
            return Duration.ZERO;
        }
        Duration age = Duration.ofMillis(nowMillis - sinceMillis);
        return age.compareTo(OLDEST) > 0 ? OLDEST : age;
    }
}
