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
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A region's connections, its bulkhead, and who is told of its loss. */
class RegionTest extends RegionUnderTest {

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

        assertThat(Connections.options(settings).getReadIdleTimeout()).isEqualTo(305);
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
    void aProbesLongAnswerIsNotLeftOpen() {
        scripted.answer(200, "", text(10 * HELD));

        Outcome outcome = on(() -> region.probe(get(true), LONG)).outcome().await();

        assertThat(answered(outcome).status()).isEqualTo(200);
        await().until(() -> scripted.brokenOff() == 1);
    }

    @Test
    void aRegionsOwnKeepAliveDoesNotMakeAnOldConnectionFresh() {
        Operation code = new Operation("code", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.ONCE);
        scripted.answer(200, "Keep-Alive: timeout=60\r\n", "ok");

        send(of(code, HttpMethod.POST));

        await().atMost(Duration.ofSeconds(10)).until(() -> scripted.brokenOff() == 1);
    }

    @Test
    void aPageIsAskedForOnAnOldConnectionAndSubmittedOnAFreshOne() {
        Operation login = new Operation("login", OperationClass.SIGN_IN, Plane.LOGIN, Surface.PAGE, Replay.ONCE);
        send(get(true));

        send(of(login, HttpMethod.GET));
        assertThat(scripted.connections()).isEqualTo(1);

        send(of(login, HttpMethod.POST));
        assertThat(scripted.connections()).isEqualTo(2);
    }

    private static Exchange of(Operation operation, HttpMethod method) {
        return new Exchange(operation, method, "/", MultiMap.caseInsensitiveMultiMap(), null, null, true);
    }

    @Test
    void whoWaitsIsToldWhenTheBreakerOfItsPlaneOpens() {
        scripted.script(call -> {});
        AtomicInteger told = new AtomicInteger();
        Attempt attempt = on(() -> region.attempt(get(true), LONG, Overdue.UNHEARD, told::incrementAndGet, true));

        region.breaker(Plane.LOGIN).open();
        assertThat(on(told::get)).isZero();
        region.breaker(Plane.TOKEN).open();

        assertThat(on(told::get)).isEqualTo(1);
        assertThat(attempt.outcome().isComplete()).isFalse();
        leave(attempt);
    }

    @Test
    void whoWaitsIsToldWhenTheRegionIsLeft() {
        scripted.script(call -> {});
        AtomicInteger told = new AtomicInteger();
        Attempt attempt = on(() -> region.attempt(get(true), LONG, Overdue.UNHEARD, told::incrementAndGet, true));
        await().until(() -> scripted.calls().size() == 1);

        region.dropConnections();

        assertThat(on(told::get)).isEqualTo(1);
        leave(attempt);
    }

    @Test
    void whoComesToAnOpenBreakerIsToldToo() {
        scripted.script(call -> {});
        region.breaker(Plane.TOKEN).open();
        AtomicInteger told = new AtomicInteger();

        Attempt attempt = on(() -> region.attempt(get(true), LONG, Overdue.UNHEARD, told::incrementAndGet, true));

        await().untilAtomic(told, Matchers.equalTo(1));
        leave(attempt);
    }

    private void leave(Attempt attempt) {
        await().until(() -> scripted.calls().size() == 1);
        assertThat(region.waiting()).isEqualTo(1);

        on(() -> {
            attempt.leave();
            return attempt;
        });

        assertThat(attempt.outcome().await()).isEqualTo(new Outcome.LostAfterSending(FailureKind.REGION_LOST));
        await().until(() -> scripted.brokenOff() == 1);
        await().until(() -> region.waiting() == 0 && region.inFlight() == 0);
    }

    @Test
    void nobodyIsKeptWaitingWhoseAttemptEnded() {
        send(get(true));
        on(() -> region.attempt(get(true), LONG, Overdue.UNHEARD, () -> {}, true))
                .outcome()
                .await();

        await().until(() -> region.waiting() == 0 && region.inFlight() == 0);
    }

    @Test
    void whoIsTriedAnywayIsToldOfLaterLossesAlone() {
        scripted.script(call -> {});
        region.breaker(Plane.TOKEN).open();
        AtomicInteger told = new AtomicInteger();

        Attempt attempt = on(() -> region.attempt(get(true), LONG, Overdue.UNHEARD, told::incrementAndGet, false));

        await().until(() -> scripted.calls().size() == 1);
        assertThat(on(told::get)).isZero();
        region.dropConnections();
        assertThat(on(told::get)).isEqualTo(1);
        leave(attempt);
    }
}
