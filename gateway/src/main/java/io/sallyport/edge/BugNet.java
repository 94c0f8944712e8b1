package io.sallyport.edge;

import io.sallyport.operation.Surface;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catches what the gateway's own handlers throw: Vert.x would log it and leave the client waiting. The caller gets 500 in
 * its language; the log gets the kind and place, never the message, which may quote the request.
 */
final class BugNet {

    private static final Logger LOG = LoggerFactory.getLogger(BugNet.class);

    private final RefusalWriter refusals;

    BugNet(RefusalWriter refusals) {
        this.refusals = refusals;
    }

    /** Runs a step of answering a request. */
    void run(HttpServerRequest request, @Nullable Surface surface, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            caught(request, surface, bug);
        }
    }

    /** A step failed. */
    void caught(HttpServerRequest request, @Nullable Surface surface, Throwable bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        LOG.atError()
                .addKeyValue("kind", bug.getClass().getName())
                .addKeyValue("place", trace.length == 0 ? "" : trace[0].toString())
                .log("request failed by a bug");
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            response.reset();
        } else {
            refusals.write(request, Refusal.INTERNAL, surface);
        }
    }
}
