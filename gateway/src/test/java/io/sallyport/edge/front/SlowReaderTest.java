package io.sallyport.edge.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.guard.source.Source;
import io.sallyport.guard.source.SourcePlaces;
import io.sallyport.metrics.StreamMeters;
import io.sallyport.oidc.Document;
import io.sallyport.testsupport.RawClient;
import io.sallyport.time.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A state that is another each time, and as large as a test wants. */
class SlowReaderTest {

    private static final int MORE_THAN_SOCKETS_HOLD = 2_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SourcePlaces limit = new SourcePlaces(10, 10);
    private final AtomicInteger changes = new AtomicInteger();
    private volatile int size = 1_000;
    private final EventStreams streams = new EventStreams(
            () -> Document.of(Buffer.buffer(changes.incrementAndGet() + "x".repeat(size))),
            limit,
            new StreamMeters(registry),
            Duration.ofSeconds(15),
            Ticker.system(),
            bound -> 0);
    private final HttpServer server = vertx.createHttpServer()
            .requestHandler(request -> streams.open(vertx, request, Source.of("127.0.0.1")))
            .listen(0, "127.0.0.1")
            .await();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private RawClient open() {
        return RawClient.to(server.actualPort()).send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    private double dropped() {
        return registry.get("sallyport.event.streams.ended")
                .tag("reason", "slow")
                .counter()
                .count();
    }

    @Test
    void whoDoesNotReadIsDroppedAndKeepsNoPlace() {
        size = MORE_THAN_SOCKETS_HOLD;
        try (RawClient deaf = open()) {
            assertThat(deaf).isNotNull();
            await().until(() -> dropped() == 1);
        }
        assertThat(limit.taken()).isZero();
    }

    @Test
    void whoReadsStays() {
        try (RawClient client = open()) {
            for (int event = 0; event < 4; event++) {
                client.readUntil("data: ");
                client.readUntil("\n\n");
            }
            assertThat(dropped()).isZero();
            assertThat(limit.taken()).isEqualTo(1);
        }
    }
}
