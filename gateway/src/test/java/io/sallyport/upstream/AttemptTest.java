package io.sallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failover.RegionName;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.testsupport.ScriptedRegion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String PUBLIC = "https://id.example.com";
    private static final int HELD = 1024;
    private static final int BULKHEAD = 2;
    private static final Operation SAFE =
            new Operation("token", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final ScriptedRegion scripted = new ScriptedRegion(vertx);
    private final Region region = region(scripted.port());

    @AfterEach
    void close() {
        region.close().await();
        vertx.close().await();
    }

    private Region region(int port) {
        Endpoint endpoint = Endpoint.of(URI.create("http://127.0.0.1:" + port));
        RegionSettings settings = new RegionSettings(
                new RegionName("us-west-2"),
                endpoint,
                endpoint,
                endpoint,
                Duration.ofMillis(300),
                LONG,
                BULKHEAD,
                PUBLIC);
        return new Region(vertx, settings, HELD, (name, plane, state) -> {});
    }

    private static Exchange exchange(
            HttpMethod method, @Nullable Buffer body, @Nullable ReadStream<Buffer> rest, boolean hold) {
        return new Exchange(
                SAFE,
                method,
                "/oauth2/token",
                MultiMap.caseInsensitiveMultiMap().add("X-A", "b"),
                body,
                rest,
                hold);
    }

    private static Exchange get(boolean hold) {
        return exchange(HttpMethod.GET, null, null, hold);
    }

    /** Runs on the event loop, where attempts live. */
    private <T> T on(Callable<T> action) {
        Promise<T> done = Promise.promise();
        context.runOnContext(v -> {
            try {
                done.complete(action.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future().await();
    }

    private Outcome send(Exchange exchange, Duration deadline) {
        return on(() -> region.attempt(exchange, deadline)).outcome().await();
    }

    private Outcome send(Exchange exchange) {
        return send(exchange, LONG);
    }

    private static Outcome.Answered answered(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        return (Outcome.Answered) outcome;
    }

    private static AnswerRest rest(Outcome.Answered answer) {
        return Objects.requireNonNull(answer.rest());
    }

    @Test
    void aClosedPortIsNotSent() {
        scripted.refuse();

        assertThat(send(get(true))).isEqualTo(new Outcome.NotSent(FailureKind.REFUSED));
    }

    @Test
    void aSilentPortIsNotSentAfterTheConnectTimeout() throws IOException {
        List<Socket> full = new ArrayList<>();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                Socket filler = new Socket();
                full.add(filler);
                connectOrGiveUp(filler, silent.getLocalPort());
            }
            Region unreachable = region(silent.getLocalPort());

            Outcome outcome =
                    on(() -> unreachable.attempt(get(true), LONG)).outcome().await();

            assertThat(outcome).isEqualTo(new Outcome.NotSent(FailureKind.UNREACHABLE));
        } finally {
            for (Socket filler : full) {
                filler.close();
            }
        }
    }

    private static void connectOrGiveUp(Socket filler, int port) throws IOException {
        try {
            filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (java.net.SocketTimeoutException backlogIsFull) {
            assertThat(filler.isConnected()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResetBeforeTheAnswerIsLost(boolean hold) {
        scripted.script(ScriptedRegion.Call::reset);

        assertThat(send(get(hold))).isEqualTo(new Outcome.LostAfterSending(FailureKind.RESET));
    }

    @Test
    void aCloseBeforeTheAnswerIsLost() {
        scripted.script(ScriptedRegion.Call::close);

        assertThat(send(get(true))).isEqualTo(new Outcome.LostAfterSending(FailureKind.RESET));
    }

    @Test
    void bytesThatAreNotHttpAreLost() {
        scripted.script(call -> call.send("SSH-2.0-OpenSSH_9.2\r\n\r\n"));

        assertThat(send(get(true))).isInstanceOf(Outcome.LostAfterSending.class);
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
    void silenceAfterSendingIsATimeoutAndTheConnectionIsClosed() {
        scripted.script(call -> {});

        assertThat(send(get(true), Duration.ofMillis(200)))
                .isEqualTo(new Outcome.LostAfterSending(FailureKind.TIMEOUT));
        await().until(() -> scripted.brokenOff() == 1);
    }

    @Test
    void aHeldAnswerThatDribblesIsATimeout() {
        scripted.script(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"));

        assertThat(send(get(true), Duration.ofMillis(200)))
                .isEqualTo(new Outcome.LostAfterSending(FailureKind.TIMEOUT));
    }

    @Test
    void aCancelledAttemptClosesItsConnection() {
        scripted.script(call -> {});
        Attempt attempt = on(() -> region.attempt(get(true), LONG));
        await().until(() -> scripted.calls().size() == 1);

        on(() -> {
            attempt.cancel();
            return attempt;
        });

        assertThat(attempt.outcome().await()).isEqualTo(new Outcome.LostAfterSending(FailureKind.CANCELLED));
        await().until(() -> scripted.brokenOff() == 1);
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

    @Test
    void anAbandonedStreamClosesItsConnectionAndFreesItsPlace() {
        scripted.script(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
        AnswerRest first = rest(answered(send(get(false))));
        AnswerRest second = rest(answered(send(get(false))));
        assertThat(send(get(false))).isEqualTo(new Outcome.NotSent(FailureKind.BULKHEAD));

        on(() -> {
            first.abandon();
            second.abandon();
            return first;
        });

        await().until(() -> scripted.brokenOff() == 2);
        assertThat(send(get(false))).isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void theBulkheadRefusesWithoutSendingAndNeverLeaks() {
        scripted.script(call -> {});
        for (int round = 0; round < 3; round++) {
            List<Attempt> full = new ArrayList<>();
            for (int i = 0; i < BULKHEAD; i++) {
                full.add(on(() -> region.attempt(get(true), LONG)));
            }
            assertThat(send(get(true))).isEqualTo(new Outcome.NotSent(FailureKind.BULKHEAD));
            full.forEach(attempt -> on(() -> {
                attempt.cancel();
                return attempt;
            }));
        }
        scripted.answer(200, "", "ok");

        assertThat(answered(send(get(true))).body()).hasToString("ok");
    }

    @Test
    void aConnectionIsUsedAgain() {
        send(get(true));
        send(get(true));

        assertThat(scripted.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"TOKEN", "API"})
    void whatMustNotBeSentTwiceIsNotSentOnAnOldConnection(Plane plane) {
        Operation once = new Operation("code", OperationClass.SIGN_IN, plane, Surface.OAUTH, Replay.ONCE);
        Exchange exchange =
                new Exchange(once, HttpMethod.GET, "/", MultiMap.caseInsensitiveMultiMap(), null, null, true);
        send(get(true));
        send(exchange);
        send(exchange);
        assertThat(scripted.connections()).isEqualTo(2);

        await().atMost(Duration.ofSeconds(5)).until(() -> scripted.brokenOff() == 1);
        send(get(true));
        assertThat(scripted.connections())
                .as("the old one still serves what may be repeated")
                .isEqualTo(2);
        send(exchange);
        assertThat(scripted.connections()).as("what may not gets a fresh one").isEqualTo(3);
    }

    @Test
    void aSilentConnectionOutlivesTheLongestAttempt() {
        Endpoint endpoint = Endpoint.of(URI.create("http://127.0.0.1:1"));
        RegionSettings settings = new RegionSettings(
                new RegionName("us-west-2"), endpoint, endpoint, endpoint, LONG, Duration.ofMinutes(5), 1, PUBLIC);

        assertThat(Region.clientOptions(settings).getReadIdleTimeout()).isEqualTo(305);
    }

    @Test
    void aConnectionThatTheRegionClosesAfterItsAnswerIsNotUsedAgain() {
        scripted.script(call -> call.answer(200, "Connection: close\r\n", "ok").close());

        send(get(true));
        Outcome second = send(get(true));

        assertThat(answered(second).body()).hasToString("ok");
        assertThat(scripted.connections()).isEqualTo(2);
    }

    @Test
    void requestsGoOnAfterTheConnectionsWereDropped() {
        send(get(true));
        region.dropConnections();

        assertThat(answered(send(get(true))).body()).hasToString("ok");
        assertThat(scripted.connections()).isEqualTo(2);
    }

    @Test
    void sendsTheRegionsHostAndTheBody() {
        send(exchange(HttpMethod.POST, Buffer.buffer("a=b"), null, true));

        ScriptedRegion.Call call = scripted.calls().get(0);
        assertThat(call.head()).startsWith("POST /oauth2/token HTTP/1.1\r\n");
        assertThat(call.header("Host")).containsExactly("127.0.0.1:" + scripted.port());
        assertThat(call.header("Content-Length")).containsExactly("3");
        assertThat(call.header("X-A")).containsExactly("b");
        assertThat(call.body()).isEqualTo("a=b");
    }

    @Test
    void aPostWithoutBodySaysSo() {
        send(exchange(HttpMethod.POST, null, null, true));

        assertThat(scripted.calls().get(0).header("Content-Length")).containsExactly("0");
    }

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
        // What the sockets' buffers take is not yet read by the region.
        await().during(Duration.ofMillis(300)).until(() -> {
            on(() -> source.isFlowing ? source.emit("x".repeat(1 << 20)) : source);
            return !source.isFlowing;
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

    @Test
    void aProbesLongAnswerIsNotLeftOpen() {
        scripted.answer(200, "", text(10 * HELD));

        Outcome outcome = on(() -> region.probe(get(true), LONG)).outcome().await();

        assertThat(answered(outcome).status()).isEqualTo(200);
        await().until(() -> scripted.brokenOff() == 1);
    }

    private static String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(i).append(' ');
        }
        return text.substring(0, length);
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
