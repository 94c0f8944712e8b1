package io.sallyport.edge.front;

import io.sallyport.guard.source.Source;
import io.sallyport.guard.source.SourcePlaces;
import io.sallyport.metrics.StreamMeters;
import io.sallyport.oidc.Document;
import io.sallyport.time.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The capabilities as server-sent events (HTML Living Standard §9.2), to the clients of one event loop. A client is told the
 * state as it is, and each change; one that comes back and names the state that holds ({@code Last-Event-ID}) is told nothing
 * new. One timer looks after all streams, and is none while there are none. Who does not read is dropped.
 *
 * <p>Used on one event loop.
 */
public final class EventStreams {

    /** How late a change may be told. */
    private static final long TICK_MILLIS = 200;

    /** What a client may leave unread: some thirty events. */
    private static final int UNREAD_BYTES = 4096;

    private static final int SOONEST_RETRY_MILLIS = 2_000;
    private static final int RETRY_SPREAD_MILLIS = 4_000;

    private static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream");
    private static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("last-event-id");
    private static final CharSequence NOT_KEPT = HttpHeaders.createOptimized("no-store, no-transform");
    private static final CharSequence BUFFERING = HttpHeaders.createOptimized("x-accel-buffering");
    private static final CharSequence NO = HttpHeaders.createOptimized("no");
    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    private static final class Stream {
        private final HttpServerRequest request;
        private final Source source;
        private Document told;

        Stream(HttpServerRequest request, Source source, Document told) {
            this.request = request;
            this.source = source;
            this.told = told;
        }

        HttpServerResponse response() {
            return request.response();
        }
    }

    private final Supplier<Document> state;
    private final SourcePlaces places;
    private final StreamMeters meters;
    private final long heartbeatNanos;
    private final Ticker ticker;
    private final IntUnaryOperator random;
    private final Set<Stream> streams = new LinkedHashSet<>();
    private long timer = -1;
    private long beaten;
    private boolean isClosed;

    /**
     * Makes it.
     *
     * @param state what holds; the same object until that changes
     * @param heartbeat between two signs of life of a stream that nothing happens on
     * @param random below a bound, so that those who were cut off together do not come back together
     */
    public EventStreams(
            Supplier<Document> state,
            SourcePlaces places,
            StreamMeters meters,
            Duration heartbeat,
            Ticker ticker,
            IntUnaryOperator random) {
        this.state = state;
        this.places = places;
        this.meters = meters;
        this.heartbeatNanos = heartbeat.toNanos();
        this.ticker = ticker;
        this.random = random;
    }

    /**
     * Begins a stream.
     *
     * @param vertx whose timer it is
     * @param source of the client, for which there is a limit
     * @return whether there was room; where there was none, nothing is answered
     */
    public boolean open(Vertx vertx, HttpServerRequest request, Source source) {
        if (request.method().equals(HttpMethod.HEAD)) {
            head(request).end();
            return true;
        }
        StreamMeters.End refused = isClosed ? StreamMeters.End.DRAIN : refused(places.enter(source));
        if (refused != null) {
            meters.ended(refused);
            return false;
        }
        Document now = state.get();
        Stream stream = new Stream(request, source, now);
        streams.add(stream);
        request.response().closeHandler(left -> forget(stream));
        watch(vertx);
        begin(stream, id(now).equals(request.headers().get(LAST_EVENT_ID)));
        return true;
    }

    private static StreamMeters.@Nullable End refused(SourcePlaces.Entry entry) {
        return switch (entry) {
            case TAKEN -> null;
            case FULL -> StreamMeters.End.FULL;
            case SOURCE_FULL -> StreamMeters.End.SOURCE_FULL;
        };
    }

    private static HttpServerResponse head(HttpServerRequest request) {
        return request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
                .putHeader(HttpHeaders.CACHE_CONTROL, NOT_KEPT)
                .putHeader(BUFFERING, NO);
    }

    private void begin(Stream stream, boolean isKnown) {
        HttpServerResponse response = head(stream.request).setChunked(true).setWriteQueueMaxSize(UNREAD_BYTES);
        int retry = SOONEST_RETRY_MILLIS + random.applyAsInt(RETRY_SPREAD_MILLIS);
        Buffer first = Buffer.buffer("retry: " + retry + "\n\n");
        response.write(isKnown ? first : first.appendBuffer(event(stream.told)));
    }

    private void watch(Vertx vertx) {
        if (timer < 0) {
            beaten = ticker.nanos();
            timer = vertx.setPeriodic(TICK_MILLIS, t -> tick(vertx));
        }
    }

    private void tick(Vertx vertx) {
        if (streams.isEmpty()) {
            vertx.cancelTimer(timer);
            timer = -1;
            return;
        }
        Document now = state.get();
        boolean isBeat = ticker.nanos() - beaten >= heartbeatNanos;
        if (isBeat) {
            beaten = ticker.nanos();
        }
        Buffer event = event(now);
        for (Stream stream : List.copyOf(streams)) {
            if (stream.response().writeQueueFull()) {
                drop(stream);
            } else if (!stream.told.etag().equals(now.etag())) {
                stream.told = now;
                stream.response().write(event);
            } else if (isBeat) {
                stream.response().write(HEARTBEAT);
            }
        }
    }

    /** It may not look complete: it is not. */
    private void drop(Stream stream) {
        forget(stream);
        meters.ended(StreamMeters.End.SLOW);
        stream.request.connection().close();
    }

    private void forget(Stream stream) {
        if (streams.remove(stream)) {
            places.leave(stream.source);
        }
    }

    /** Ends every stream and takes no more: the clients come back, each after its own time, to who serves then. */
    public void close() {
        isClosed = true;
        for (Stream stream : List.copyOf(streams)) {
            forget(stream);
            meters.ended(StreamMeters.End.DRAIN);
            stream.response().end();
        }
    }

    private static Buffer event(Document document) {
        return Buffer.buffer("id: " + id(document) + "\ndata: ")
                .appendBuffer(document.body())
                .appendString("\n\n");
    }

    /** The entity tag without its quotes, which one node gives like another. */
    private static String id(Document document) {
        return document.etag().substring(1, document.etag().length() - 1);
    }
}
