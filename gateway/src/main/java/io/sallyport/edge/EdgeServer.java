package io.sallyport.edge;

import io.sallyport.edge.front.EventStreams;
import io.sallyport.edge.front.Front;
import io.sallyport.failover.RegionName;
import io.sallyport.framing.StrictHttp1;
import io.sallyport.guard.Guard;
import io.sallyport.guard.source.Network;
import io.sallyport.keys.TokenValidation;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.oidc.ProviderFace;
import io.sallyport.oidc.reissue.IdTokens;
import io.sallyport.operation.Dialect;
import io.sallyport.proxy.Carrier;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.Serving;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.time.Ticker;
import io.sallyport.token.Policy;
import io.sallyport.token.Revocations;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The data-plane listener on one event loop; deployed once for each of them, all on one port. */
public final class EdgeServer extends VerticleBase {

    /**
     * How it listens and answers.
     *
     * @param port 0 for a free one
     * @param idleTimeout after which a silent connection is closed
     * @param corsOrigins origins that may read the gateway's own answers
     * @param defaultPolicy of {@code /-/validate}
     * @param policies of {@code /-/validate/p/<name>}
     * @param introspection who may introspect, and who answers
     * @param apiClients clients that may call the JSON API
     * @param passesSigned whether signed calls of it pass, with the gateway's host
     * @param accessLog whether there is one log line a request
     */
    public record Settings(
            PublicUrl publicUrl,
            String host,
            int port,
            Limits limits,
            Duration idleTimeout,
            List<String> corsOrigins,
            List<Network> trustedProxies,
            Policy defaultPolicy,
            Map<String, Policy> policies,
            Introspection introspection,
            Set<String> apiClients,
            boolean passesSigned,
            boolean accessLog) {}

    /**
     * What it asks; shared by all event loops.
     *
     * @param bases the URLs of the regions' login pages and token endpoints, without trailing slash
     * @param apis the URLs of the regions' JSON APIs, where they have one
     */
    public record Services(
            Dialect dialect,
            Serving serving,
            RoutePlanner planner,
            Carrier carrier,
            Affinities affinities,
            ProviderFace face,
            TokenValidation validation,
            IdTokens idTokens,
            Revocations revocations,
            RevocationJournal journal,
            Guard guard,
            LearnedCors cors,
            Front front,
            Map<RegionName, String> bases,
            Map<RegionName, String> apis,
            RequestMeters requestMeters,
            TokenMeters tokenMeters,
            Ticker ticker,
            InstantSource clock,
            ConnectionLimit connections) {}

    /** To Vert.x: a free port, the same for all instances of a deployment. */
    private static final int SHARED_FREE_PORT = -1;

    private static final int DRAIN_SECONDS = 10;

    /** Balancers cut off what was silent for a minute or so. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final Settings settings;
    private final Services services;
    private final RandomGenerator random;
    private final EventStreams streams;
    private @Nullable HttpServer server;

    /**
     * Makes the listener; deploying it binds.
     *
     * @param random spreads flows and returning clients; used on this listener's event loop alone
     */
    public EdgeServer(Settings settings, Services services, RandomGenerator random) {
        this.settings = settings;
        this.services = services;
        this.random = random;
        Front front = services.front();
        this.streams = new EventStreams(
                front.capabilities()::now,
                front.streams(),
                front.meters(),
                heartbeat(),
                services.ticker(),
                random::nextInt);
    }

    /** Often enough that no stream counts as idle. */
    private Duration heartbeat() {
        Duration often = settings.idleTimeout().dividedBy(2);
        return often.compareTo(LONGEST_SILENCE) < 0 ? often : LONGEST_SILENCE;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = options();
        Edge edge = new EdgeParts(vertx, settings, services, streams, random).edge();
        HttpServer made = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    StrictHttp1.guard(connection, options);
                    services.connections().admit(connection);
                })
                .invalidRequestHandler(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER)
                .requestHandler(edge);
        server = made;
        return made.listen();
    }

    @Override
    public Future<?> stop() {
        streams.close();
        HttpServer bound = server;
        return bound == null ? Future.succeededFuture() : bound.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    }

    /** The port it is bound to. */
    public int port() {
        return Objects.requireNonNull(server, "not started").actualPort();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port() == 0 ? SHARED_FREE_PORT : settings.port())
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(settings.limits().headers())
                .setMaxInitialLineLength(settings.limits().headers())
                .setIdleTimeout(Math.toIntExact(settings.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                // Asked for only by those who read the body, so that one that is too long is never sent.
                .setHandle100ContinueAutomatically(false);
    }
}
