package io.sallyport.regions;

import io.sallyport.regions.fault.ControlPort;
import io.sallyport.regions.fault.ControlPort.Shown;
import io.sallyport.regions.fault.FaultGate;
import io.sallyport.regions.fault.FaultSwitch;
import io.sallyport.regions.fault.PortReservation;
import io.sallyport.regions.fault.RegionPort;
import io.sallyport.regions.fault.SeenRequests;
import io.sallyport.regions.oauth.OAuthSurface;
import io.sallyport.regions.web.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One region, listening: its surfaces behind the fault gate, and its control port. */
final class RegionServer implements Region {

    private final Vertx vertx;
    private final RegionParts parts;
    private final Ports ports;
    private final Optional<RegionTls> tls;
    private final WorkerExecutor workers;
    private final FaultSwitch faults;
    private final ControlPort control;
    private final Upkeep upkeep;

    /** The ports that a region holds. */
    record Ports(PortReservation region, PortReservation control) {

        URI base(boolean tls) {
            return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + region.port());
        }
    }

    /**
     * What the control port tells about the region.
     *
     * @param lagMs the lag set
     * @param behindMs how old the oldest change is that this region does not know yet
     * @param records how much of the primary's log it knows
     * @param replication {@code ok}, or why it follows the log no more
     */
    record Status(
            String name,
            String role,
            String status,
            String issuer,
            long lagMs,
            long behindMs,
            long records,
            String replication,
            int users,
            long clockSkewMs) {}

    RegionServer(Vertx vertx, RegionParts parts, Ports ports, Optional<RegionTls> tls) {
        this.vertx = vertx;
        this.parts = parts;
        this.ports = ports;
        this.tls = tls;
        this.workers = vertx.createSharedWorkerExecutor(
                "region-" + ports.region().port(),
                Math.max(2, Runtime.getRuntime().availableProcessors()));
        RegionIdentity identity = parts.state().identity();
        SeenRequests seen = new SeenRequests();
        FaultGate gate = new FaultGate(seen, identity.clock(), new Random());
        RegionPort listener = new RegionPort(
                vertx, ports.region().port(), routes(new RegionRoutes(vertx, workers, gate)), tls.map(known -> known));
        this.faults = new FaultSwitch(vertx.getOrCreateContext(), gate, listener, new RegionSettings(parts));
        this.control = new ControlPort(vertx, ports.control().port(), faults, seen, identity.keys(), shown());
        this.upkeep = new Upkeep(vertx, name(), parts.replication(), parts.state());
    }

    private Shown shown() {
        @Nullable
        String authority = tls.map(known -> known.certificates().authority()).orElse(null);
        return new Shown(parts.state().outbox()::messages, this::status, authority);
    }

    private Router routes(RegionRoutes routes) {
        OAuthSurface oauth = parts.state().oauth(baseUrl());
        Map<String, Endpoint> posts = new HashMap<>(oauth.posts());
        posts.put("/", parts.state().cognito());
        return routes.routes(oauth.gets(), posts);
    }

    Future<RegionServer> open() {
        return control.open().compose(controlled -> faults.open()).map(opened -> {
            upkeep.start();
            return this;
        });
    }

    Future<Void> close() {
        upkeep.stop();
        return faults.close()
                .eventually(control::close)
                .eventually(workers::close)
                .eventually(() -> vertx.executeBlocking(() -> {
                    parts.replication().close();
                    return null;
                }));
    }

    @Override
    public String name() {
        return parts.state().identity().name();
    }

    @Override
    public URI baseUrl() {
        return ports.base(tls.isPresent());
    }

    @Override
    public int port() {
        return ports.region().port();
    }

    @Override
    public int faultPort() {
        return ports.control().port();
    }

    @Override
    public String issuer() {
        return parts.state().identity().issuer();
    }

    private Status status() {
        RegionState state = parts.state();
        return new Status(
                name(),
                state.life().isReplica() ? "replica" : "primary",
                state.life().isReplica() ? state.life().status().name() : "ACTIVE",
                issuer(),
                parts.replication().lag(),
                parts.replication().behind(),
                parts.replication().records(),
                upkeep.replication(),
                state.users(),
                state.identity().clock().skew());
    }
}
