package io.sallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a region, held and streamed. */
class AnswerTest extends RegionUnderTest {

    @ParameterizedTest
    @CsvSource({"GET,204,''", "GET,304,''", "HEAD,200,''", "POST,200,''", "GET,200,body"})
    void aHeldAnswerIsWhole(String method, int status, String body) {
        boolean isBodiless = method.equals("HEAD") || status != 200;
        scripted.script(call -> call.send("HTTP/1.1 " + status + " x\r\n"
                + (isBodiless ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body));

        Outcome.Answered answer = answered(send(exchange(HttpMethod.valueOf(method), null, null, true)));

        assertThat(answer.body()).hasToString(body);
        assertThat(answer.rest()).isNull();
    }

    @Test
    void aChunkedAnswerIsHeldWhole() {
        scripted.script(call ->
                call.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));

        assertThat(answered(send(get(true))).body()).hasToString("abcde");
    }

    @Test
    void anAnswerTooLongToHoldIsStreamedWithoutLossOrReorder() {
        String body = text(300_000);
        scripted.answer(200, "", body);

        Outcome.Answered answer = answered(send(get(true)));
        Sink sink = new Sink();
        on(() -> rest(answer).pipeTo(sink)).await();

        assertThat(answer.body().length()).isGreaterThan(HELD);
        assertThat(answer.body().toString() + sink.text()).isEqualTo(body);
        assertThat(sink.isEnded).isTrue();
    }

    @Test
    void aStreamThatBreaksOffDoesNotEndItsTarget() {
        scripted.script(call -> call.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"));
        Outcome.Answered answer = answered(send(get(false)));
        Sink sink = new Sink();
        Future<Void> piped = on(() -> rest(answer).pipeTo(sink));

        scripted.calls().get(0).reset();

        assertThat(on(() -> piped.transform(done -> Future.succeededFuture(done.failed())))
                        .await())
                .isTrue();
        assertThat(sink.isEnded).isFalse();
    }

    @Test
    void aStreamThatBreaksOffBeforeItIsReadIsNotTakenForEmpty() {
        scripted.script(call ->
                call.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").reset());
        Outcome.Answered answer = answered(send(get(false)));
        await().until(() -> scripted.brokenOff() == 1);
        Sink sink = new Sink();

        Future<Boolean> failed =
                on(() -> rest(answer).pipeTo(sink).transform(done -> Future.succeededFuture(done.failed())));

        assertThat(failed.await()).isTrue();
        assertThat(sink.isEnded).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "200,application/json,",
        "400,application/json,",
        "302,application/json,",
        "429,application/json,OVERLOAD",
        "500,application/json,SERVER_ERROR",
        "503,text/html,SERVER_ERROR",
        "200,text/html,FOREIGN",
        "404,Text/HTML; charset=utf-8,FOREIGN",
        "600,application/json,FOREIGN",
        "999,application/json,FOREIGN"
    })
    void anAnswerIsJudged(int status, String type, @Nullable FailureKind failure) {
        scripted.answer(status, "Content-Type: " + type + "\r\n", "{}");

        Outcome.Answered answer = answered(send(get(true)));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.failure()).isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le"
            })
    void aHeldAnswerThatBreaksOffIsLost(String half) {
        scripted.script(call -> call.send(half).reset());

        assertThat(send(get(true))).isEqualTo(new Outcome.LostAfterSending(FailureKind.RESET));
    }

    @Test
    void aHeldAnswerThatDribblesIsATimeout() {
        scripted.script(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"));

        assertThat(send(get(true), Duration.ofMillis(200)))
                .isEqualTo(new Outcome.LostAfterSending(FailureKind.TIMEOUT));
    }

    /** Collects, and says when it was ended. */
    private static final class Sink implements WriteStream<Buffer> {

        private final Buffer written = Buffer.buffer();
        private volatile boolean isEnded;

        String text() {
            return written.toString();
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }

        @Override
        public Future<Void> write(Buffer data) {
            written.appendBuffer(data);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            isEnded = true;
            return Future.succeededFuture();
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
            return this;
        }

        @Override
        public boolean writeQueueFull() {
            return false;
        }

        @Override
        public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
            return this;
        }
    }
}
