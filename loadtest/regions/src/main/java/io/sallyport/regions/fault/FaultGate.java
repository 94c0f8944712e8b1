package io.sallyport.regions.fault;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.sallyport.regions.web.Delivery;
import io.sallyport.regions.web.Responses;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Every request enters and every answer leaves through here: this is where the fault in force acts. */
public final class FaultGate implements Handler<RoutingContext>, Delivery {

    private static final String TARGET_HEADER = "X-Amz-Target";
    private static final String RESET = "fault.reset";
    private static final int MAX_NAME = 200;

    private final SeenRequests seen;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Set<HttpConnection> silent = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    /** Notes every request in {@code seen}; {@code random} decides which requests are hit. */
    public FaultGate(SeenRequests seen, InstantSource clock, RandomGenerator random) {
        this.seen = seen;
        this.clock = clock;
        this.random = random;
    }

    Fault fault() {
        return fault;
    }

    /** Puts {@code next} in force. Connections that fell silent are closed when silence ends: nobody will answer. */
    void inForce(Fault next) {
        fault = next;
        if (!next.swallowsAnything()) {
            silent.forEach(HttpConnection::close);
            silent.clear();
        }
    }

    @Override
    public void handle(RoutingContext context) {
        Plane plane = Plane.of(context.request().path());
        note(context.request(), plane);
        Fault now = fault;
        if (!now.concerns(plane) || now.latencyMs() == 0) {
            act(now, plane, context);
            return;
        }
        context.request().pause();
        context.vertx().setTimer(now.nextLatency(random), timer -> {
            context.request().resume();
            act(now, plane, context);
        });
    }

    private void act(Fault now, Plane plane, RoutingContext context) {
        if (!now.concerns(plane) || isSpared(now)) {
            context.next();
            return;
        }
        switch (now.mode()) {
            case BLACKHOLE, UNREACHABLE -> fallSilent(context);
            case ERROR -> deliver(context, FaultAnswers.error(plane));
            case THROTTLE -> deliver(context, FaultAnswers.throttled(plane));
            case RESET -> {
                context.put(RESET, true);
                context.next();
            }
            case NONE, SLOW, REFUSE -> context.next();
        }
    }

    private boolean isSpared(Fault now) {
        return now.mode() != Mode.UNREACHABLE && random.nextDouble() >= now.errorRate();
    }

    @Override
    public void deliver(RoutingContext context, HTTPResponse answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (fault.swallows(Plane.of(context.request().path()))
                && (fault.errorRate() == 1 || fault.mode() == Mode.UNREACHABLE)) {
            fallSilent(context);
        } else if (Boolean.TRUE.equals(context.<Boolean>get(RESET))) {
            resetHalfWay(context, answer);
        } else {
            Responses.write(answer, response);
        }
    }

    private void fallSilent(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        silent.add(connection);
        connection.closeHandler(closed -> silent.remove(connection));
        context.request().pause();
    }

    /** Promises the whole body, sends half of it, then closes with a TCP reset (SO_LINGER 0). */
    private static void resetHalfWay(RoutingContext context, HTTPResponse answer) {
        Buffer body = Responses.body(answer);
        HttpServerResponse response = context.response().setStatusCode(answer.getStatusCode());
        answer.getHeaderMap().forEach(response::putHeader);
        response.putHeader("Content-Length", String.valueOf(body.length() + 1));
        // Vert.x has no public way to a reset; the connection's channel has.
        Channel channel = ((ConnectionBase) context.request().connection()).channel();
        response.write(body.slice(0, body.length() / 2)).onComplete(written -> {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var unused = channel.close();
        });
    }

    private void note(HttpServerRequest request, Plane plane) {
        String target = request.getHeader(TARGET_HEADER);
        String operation = target == null ? request.path() : target.substring(target.indexOf('.') + 1);
        seen.add(new SeenRequests.Seen(
                clock.instant().toString(),
                request.method().name(),
                shortened(request.path()),
                shortened(operation),
                plane));
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }
}
