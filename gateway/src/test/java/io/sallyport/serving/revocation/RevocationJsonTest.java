package io.sallyport.serving.revocation;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sallyport.failover.RegionName;
import io.sallyport.token.Revocation;
import io.sallyport.token.TokenMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationJsonTest {

    private static final RegionName WEST = new RegionName("us-west-2");

    /** To the nanosecond: one that moved would let a token pass. */
    private static final Instant ODD = NOW.plusNanos(123_456_789);

    static Stream<Revocation> revocations() {
        return Stream.of(
                new Revocation.OfToken(TokenMark.of("token")),
                new Revocation.OfTokenId(ISSUER, "jti", ODD),
                new Revocation.OfTokenId(ISSUER, "jti", null),
                new Revocation.OfSession(ISSUER, "sid"),
                new Revocation.OfSubject(ISSUER, "\u0000alice \"}\uD83D\uDE00", ODD));
    }

    private static RevocationEntry entry(Revocation revocation) {
        return new RevocationEntry(
                7,
                ODD,
                ODD.plusSeconds(1),
                "revoke",
                WEST,
                revocation,
                true,
                "alice",
                new Means("token", "app", ODD),
                Map.of(WEST, Replay.pending(ODD)));
    }

    @ParameterizedTest
    @MethodSource("revocations")
    void comesBackAsItWas(Revocation revocation) throws IOException {
        RevocationEntry full = entry(revocation);
        RevocationEntry bare = new RevocationEntry(1, ODD, ODD, "o", null, revocation, false, null, null, Map.of());
        RevocationJson.Outcome outcome =
                new RevocationJson.Outcome(7, WEST, Replay.impossible(ODD, Replay.Reason.EXPIRED));

        assertThat(RevocationJson.decode(RevocationJson.encode(full)).entry()).isEqualTo(full);
        assertThat(RevocationJson.decode(RevocationJson.encode(bare)).entry()).isEqualTo(bare);
        assertThat(RevocationJson.decode(RevocationJson.encode(outcome)).outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"version\":1}",
                "{\"version\":2,\"outcome\":{\"id\":1,\"region\":\"a\",\"replay\":{\"state\":\"REPLAYED\",\"at\":\"2026-01-01T00:00:00Z\",\"reason\":\"NONE\"}}}",
                "{\"version\":1,\"outcome\":{\"id\":1,\"region\":\"A\",\"replay\":{\"state\":\"REPLAYED\",\"at\":\"2026-01-01T00:00:00Z\",\"reason\":\"NONE\"}}}",
                "{\"version\":1,\"outcome\":{\"id\":1,\"region\":\"a\",\"replay\":{\"state\":\"MAYBE\",\"at\":\"2026-01-01T00:00:00Z\",\"reason\":\"NONE\"}}}",
                "{\"version\":1,\"outcome\":{\"id\":1,\"region\":\"a\",\"replay\":{\"state\":\"REPLAYED\",\"at\":\"noon\",\"reason\":\"NONE\"}}}",
                "{\"version\":1,\"outcome\":{\"id\":1,\"region\":\"a\",\"other\":1,\"replay\":{\"state\":\"REPLAYED\",\"at\":\"2026-01-01T00:00:00Z\",\"reason\":\"NONE\"}}}",
                "{\"version\":1,\"outcome\":null,\"entry\":null}"
            })
    void anOddOneIsRefused(String json) {
        assertThatIOException()
                .isThrownBy(() -> RevocationJson.decode(json.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("not legible");
    }

    @Test
    void oneThatSaysMoreThanIsKnownIsRefused() {
        String json = new String(
                RevocationJson.encode(entry(new Revocation.OfSession(ISSUER, "sid"))), StandardCharsets.UTF_8);

        for (String odd : new String[] {
            json.replace("\"what\":\"session\"", "\"what\":\"planet\""),
            json.replace("\"sessionId\":\"sid\"", "\"sessionId\":\"sid\",\"but\":\"not really\""),
            json.replace("\"at\":", "\"at\":null,\"at\":"),
            json + "{}"
        }) {
            assertThat(odd).isNotEqualTo(json);
            assertThatIOException().isThrownBy(() -> RevocationJson.decode(odd.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
