package io.sallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.testsupport.ScriptedRegion;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A scripted region and the region under test that reaches it. */
abstract class RegionUnderTest {

    static final Duration LONG = Duration.ofSeconds(10);
    static final String PUBLIC = "https://id.example.com";
    static final int HELD = 1024;
    static final int BULKHEAD = 2;
    static final Operation SAFE =
            new Operation("token", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE);

    final Vertx vertx = Vertx.vertx();
    final Context context = vertx.getOrCreateContext();
    final ScriptedRegion scripted = new ScriptedRegion(vertx);
    final Region region = region(scripted.port());

    @AfterEach
    void close() {
        region.close().await();
        vertx.close().await();
    }

    Region region(int port) {
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

    static Exchange exchange(
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

    static Exchange get(boolean hold) {
        return exchange(HttpMethod.GET, null, null, hold);
    }

    /** Runs on the event loop, where attempts live. */
    <T> T on(Callable<T> action) {
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

    Outcome send(Exchange exchange, Duration deadline) {
        return on(() -> region.attempt(exchange, deadline)).outcome().await();
    }

    Outcome send(Exchange exchange) {
        return send(exchange, LONG);
    }

    static Outcome.Answered answered(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        return (Outcome.Answered) outcome;
    }

    static AnswerRest rest(Outcome.Answered answer) {
        return Objects.requireNonNull(answer.rest());
    }

    static String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(i).append(' ');
        }
        return text.substring(0, length);
    }
}
