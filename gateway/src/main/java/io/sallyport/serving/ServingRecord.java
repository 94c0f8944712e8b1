package io.sallyport.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Restored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of where the gateway was, as JSON. Read strictly: an unknown, missing or odd field makes it unreadable.
 *
 * @param version 1
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
        long nextStayNanos) {

    private static final int VERSION = 1;

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
                state.nextStay().toNanos());
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
            @Nullable ServingRecord kept = STRICT.readValue(json, ServingRecord.class);
            return kept != null && kept.version == VERSION ? Optional.of(kept.restored(now)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Restored restored(Instant now) {
        return new Restored(
                state,
                new RegionName(region),
                age(now.toEpochMilli()),
                afterFailback,
                Duration.ofNanos(holdsForNanos),
                Duration.ofNanos(nextStayNanos));
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
