package io.sallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failure.FailureKind;
import io.sallyport.testsupport.CapturedLog;
import io.sallyport.testsupport.ScriptedRegion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How one attempt at a region ends, over real sockets. */
class AttemptTest extends RegionUnderTest {

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

    @Test
    void silenceAfterSendingIsATimeoutAndTheConnectionIsClosed() {
        scripted.script(call -> {});

        assertThat(send(get(true), Duration.ofMillis(200)))
                .isEqualTo(new Outcome.LostAfterSending(FailureKind.TIMEOUT));
        await().until(() -> scripted.brokenOff() == 1);
    }

    @Test
    void whoWaitsIsToldOnceThatItTakesLongAndTheDeadlineStays() {
        scripted.script(call -> {});
        AtomicInteger told = new AtomicInteger();
        Overdue overdue = new Overdue(Duration.ofMillis(50), told::incrementAndGet);

        Attempt attempt = on(() -> region.attempt(get(true), Duration.ofMillis(300), overdue));

        assertThat(attempt.outcome().await()).isEqualTo(new Outcome.LostAfterSending(FailureKind.TIMEOUT));
        assertThat(told).hasValue(1);
    }

    @Test
    void nobodyIsToldOfAnAttemptThatEndsInTime() {
        AtomicInteger told = new AtomicInteger();
        Overdue atItsDeadline = new Overdue(Duration.ofMillis(200), told::incrementAndGet);
        scripted.script(call -> {});

        Attempt attempt = on(() -> region.attempt(get(true), Duration.ofMillis(200), atItsDeadline));

        assertThat(attempt.outcome().await()).isEqualTo(new Outcome.LostAfterSending(FailureKind.TIMEOUT));
        assertThat(told).hasValue(0);
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
    void aConnectionThatComesTooLateIsPutAwayInSilence() {
        try (CapturedLog log = new CapturedLog()) {
            on(() -> {
                Attempt attempt = region.attempt(get(true), LONG);
                attempt.cancel();
                return attempt;
            });
            await().until(() -> scripted.connections() == 1);
            send(get(true));

            assertThat(log.text()).doesNotContain("Stream reset");
        }
    }
}
