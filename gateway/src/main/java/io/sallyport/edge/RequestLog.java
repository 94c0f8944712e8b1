package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.time.Ticker;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is remembered of one request for its access line and its meters. The line names the operation, never the path as
 * sent: a path, a query or a header can carry a code or a token.
 */
final class RequestLog implements Handler<Void> {

    private static final Logger ACCESS = LoggerFactory.getLogger("io.sallyport.access");

    private static final int CLIENT_CLOSED_REQUEST = 499;

    /** A method is any text that the client likes (RFC 9110 §9.1), so only those that there are stand in a line. */
    private static final Set<HttpMethod> METHODS = Set.copyOf(HttpMethod.values());

    /** Begins the logs of a listener's requests. */
    record Source(ClientAddress clients, RequestMeters meters, Ticker ticker, boolean isLogged) {

        /** Begins one; its line is written when the answer has ended. */
        RequestLog begin(HttpServerRequest request) {
            RequestLog log = new RequestLog(request, this);
            request.response().endHandler(log);
            return log;
        }
    }

    private final HttpServerRequest request;
    private final Source source;
    private final long begun;
    private @Nullable String client;
    private String operation = "other";
    private @Nullable RegionName region;
    private boolean isDone;

    private RequestLog(HttpServerRequest request, Source source) {
        this.request = request;
        this.source = source;
        this.begun = source.ticker().nanos();
        this.client = source.isLogged() ? source.clients().of(request) : null;
    }

    /** The client's address; made into text for those alone who ask, which a validation without access line does not. */
    String client() {
        String known = client;
        if (known == null) {
            known = source.clients().of(request);
            client = known;
        }
        return known;
    }

    void operation(String name) {
        operation = name;
    }

    void region(RegionName name) {
        region = name;
    }

    /** The client left before it was answered. */
    void abandoned() {
        done(CLIENT_CLOSED_REQUEST);
    }

    /** The answer has ended, or its connection has. */
    @Override
    public void handle(Void ended) {
        HttpServerResponse response = request.response();
        done(response.ended() ? response.getStatusCode() : CLIENT_CLOSED_REQUEST);
    }

    private void done(int status) {
        if (isDone) {
            return;
        }
        isDone = true;
        long nanos = source.ticker().nanos() - begun;
        source.meters().request(operation, status, nanos);
        if (source.isLogged() && ACCESS.isInfoEnabled()) {
            ACCESS.atInfo()
                    .addKeyValue(
                            "method",
                            METHODS.contains(request.method())
                                    ? request.method().name()
                                    : "other")
                    .addKeyValue("operation", operation)
                    .addKeyValue("status", status)
                    .addKeyValue("micros", TimeUnit.NANOSECONDS.toMicros(nanos))
                    .addKeyValue("region", region == null ? "" : region.value())
                    .addKeyValue("client", client())
                    .log("request");
        }
    }
}
