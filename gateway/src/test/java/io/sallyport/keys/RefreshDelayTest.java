package io.sallyport.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshDelayTest {

    private static final Duration REGULAR = Duration.ofMinutes(5);

    /** In the middle of the spread. */
    private static final RandomGenerator MIDDLE = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    @ParameterizedTest
    @CsvSource({
        "max-age=60, , 60",
        "max-age=60, 20, 40",
        "'public, max-age=60, must-revalidate', , 60",
        "'public,max-age=\"60\"', , 60",
        "MAX-AGE=60, , 60",
        "max-age=1, , 10",
        "max-age=9, , 10",
        "max-age=11, , 11",
        "max-age=299, , 299",
        "max-age=86400, , 300",
        "max-age=999999999, , 300",
        "max-age=60, x, 60",
        "max-age=60, 60, 300",
        "max-age=60, 999999999, 300",
        "max-age=0, , 300",
        "max-age=-5, , 300",
        "max-age=99999999999999999999, , 300",
        "max-age=soon, , 300",
        "s-maxage=60, , 300",
        "stale-max-age=60, , 300",
        "no-store, , 300",
        ", , 300",
    })
    void sourceCanBringTheRefreshForwardAndNeverPutItOff(
            @Nullable String cacheControl, @Nullable String age, long seconds) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (cacheControl != null) {
            headers.add(HttpHeaders.CACHE_CONTROL, cacheControl);
        }
        if (age != null) {
            headers.add(HttpHeaders.AGE, age);
        }

        long millis = RefreshDelay.afterSuccess(REGULAR, Freshness.of(headers).maxAge(), MIDDLE);

        assertThat(millis).isEqualTo(seconds * 1000);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "9, 256", "10, 300", "1000000, 300"})
    void failuresAreRetriedSoonerThanTheRegularTime(int failed, long seconds) {
        assertThat(RefreshDelay.afterFailure(REGULAR, failed, MIDDLE)).isEqualTo(seconds * 1000);
    }

    @Test
    void shortRegularTimeIsKept() {
        Duration regular = Duration.ofSeconds(2);

        assertThat(RefreshDelay.afterSuccess(regular, Duration.ofSeconds(1), MIDDLE))
                .isEqualTo(2000);
        assertThat(RefreshDelay.afterFailure(regular, 5, MIDDLE)).isEqualTo(2000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "\"abc\" | \"abc\"",
                "W/\"abc\" | W/\"abc\"",
                "\"\" | \"\"",
                "abc | none",
                "\"a\"b\" | none",
                "\"a b\" | none",
                "\"a\u00e4\" | none",
            })
    void onlyAnEntityTagIsSentBack(String sent, @Nullable String kept) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(HttpHeaders.ETAG, sent);

        assertThat(Freshness.of(headers).etag()).isEqualTo(kept);
    }
}
