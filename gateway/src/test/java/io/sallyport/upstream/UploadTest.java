package io.sallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failure.FailureKind;
import io.sallyport.testsupport.ScriptedRegion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Bodies that come while they are sent on. */
class UploadTest extends RegionUnderTest {

    @Test
    void anUploadIsStreamedAndEnded() {
        Source source = new Source();
        Attempt attempt =
                on(() -> region.attempt(exchange(HttpMethod.POST, Buffer.buffer("abc"), source, false), LONG));
        await().until(() -> source.isFlowing);

        on(() -> source.emit("defg").end());

        answered(attempt.outcome().await());
        assertThat(scripted.calls().get(0).header("Transfer-Encoding")).containsExactly("chunked");
        assertThat(scripted.calls().get(0).body()).isEqualTo("3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
    }

    @Test
    void anUploadThatBreaksOffSaysNothingAgainstTheRegionAndDoesNotLookWhole() {
        Source source = new Source();
        Attempt attempt =
                on(() -> region.attempt(exchange(HttpMethod.POST, Buffer.buffer("abc"), source, false), LONG));
        await().until(() -> source.isFlowing);

        on(() -> source.fail());

        assertThat(attempt.outcome().await()).isEqualTo(new Outcome.LostAfterSending(FailureKind.CANCELLED));
        await().until(() -> scripted.brokenOff() == 1);
        assertThat(scripted.calls().get(0).body()).doesNotContain("0\r\n\r\n");
    }

    @Test
    void anUploadWaitsForARegionThatDoesNotRead() {
        scripted.scriptOnHead(ScriptedRegion.Call::stopReading);
        Source source = new Source();
        Attempt attempt =
                on(() -> region.attempt(exchange(HttpMethod.POST, Buffer.buffer("abc"), source, false), LONG));
        await().until(() -> source.isFlowing);

        await().until(() -> {
            on(() -> source.emit("x".repeat(1 << 20)));
            return !source.isFlowing;
        });

        assertThat(attempt.outcome().isComplete()).isFalse();
        scripted.calls().get(0).readOn();
        await().until(() -> source.isFlowing);
        on(() -> {
            attempt.cancel();
            return attempt;
        });
    }

    @Test
    void aClientThatStopsSendingSaysNothingAgainstTheRegion() {
        Source source = new Source();

        Outcome outcome = send(exchange(HttpMethod.POST, Buffer.buffer("abc"), source, false), Duration.ofMillis(200));

        assertThat(outcome).isEqualTo(new Outcome.LostAfterSending(FailureKind.CANCELLED));
        await().until(() -> scripted.brokenOff() == 1);
    }

    @Test
    void aRegionThatStopsReadingAnUploadIsATimeout() {
        scripted.scriptOnHead(ScriptedRegion.Call::stopReading);
        Source source = new Source();
        Attempt attempt = on(() ->
                region.attempt(exchange(HttpMethod.POST, Buffer.buffer("abc"), source, false), Duration.ofSeconds(3)));
        await().until(() -> source.isFlowing);
        // The client sends whatever it may at once, so that nobody but the region keeps the other waiting.
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            on(() -> source.isFlowing ? source.emit("x".repeat(1 << 20)) : source);
            return attempt.outcome().isComplete();
        });

        assertThat(attempt.outcome().await()).isEqualTo(new Outcome.LostAfterSending(FailureKind.TIMEOUT));
    }

    @Test
    void silenceAfterAWholeUploadIsATimeout() {
        scripted.script(call -> {});
        Source source = new Source();
        Attempt attempt = on(() ->
                region.attempt(exchange(HttpMethod.POST, Buffer.buffer("abc"), source, false), Duration.ofMillis(500)));
        await().until(() -> source.isFlowing);

        on(() -> source.emit("defg").end());

        assertThat(attempt.outcome().await()).isEqualTo(new Outcome.LostAfterSending(FailureKind.TIMEOUT));
    }

    @Test
    void anAnswerBeforeTheEndOfTheUploadIsTakenAndTheConnectionNotUsedAgain() {
        scripted.scriptOnHead(call -> call.answer(413, "", "no"));
        Source source = new Source();

        Outcome outcome = send(exchange(HttpMethod.POST, Buffer.buffer("abc"), source, true));

        assertThat(answered(outcome).status()).isEqualTo(413);
        await().until(() -> scripted.brokenOff() == 1);
        assertThat(source.isFlowing).isFalse();
    }
}
