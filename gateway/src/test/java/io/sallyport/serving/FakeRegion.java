package io.sallyport.serving;

import io.sallyport.failover.RegionName;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.Region;
import io.sallyport.upstream.RegionSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a free port that answers every probe well, until told otherwise. */
final class FakeRegion {

    enum Mode {
        GOOD,
        HANG,
        ERROR
    }

    private final Vertx vertx;
    private final RegionName name;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Mode mode = Mode.GOOD;
    private HttpServer server;
    private int port;

    FakeRegion(Vertx vertx, String name) {
        this.vertx = vertx;
        this.name = new RegionName(name);
        this.server = serve();
    }

    RegionName name() {
        return name;
    }

    int requests() {
        return requests.get();
    }

    void mode(Mode next) {
        mode = next;
    }

    Future<?> open() {
        server = serve();
        return server.listen(port, "127.0.0.1").onSuccess(bound -> port = bound.actualPort());
    }

    /** From here its port refuses connections. */
    Future<?> refuse() {
        return server.close();
    }

    Region region(Region.BreakerListener listener) {
        Endpoint endpoint = new Endpoint("127.0.0.1", port, false, "");
        return new Region(
                vertx,
                new RegionSettings(
                        name,
                        endpoint,
                        endpoint,
                        null,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(10),
                        16,
                        "https://id.example.com"),
                64 * 1024,
                listener);
    }

    private HttpServer serve() {
        return vertx.createHttpServer().requestHandler(this::answer);
    }

    private void answer(HttpServerRequest request) {
        requests.incrementAndGet();
        switch (mode) {
            case GOOD -> request.response().end("good");
            case ERROR -> request.response().setStatusCode(500).end();
            case HANG -> {}
        }
    }
}
