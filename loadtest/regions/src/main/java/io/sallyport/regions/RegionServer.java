package io.sallyport.regions;

import io.sallyport.regions.fault.ControlPort;
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
import java.util.Random;

/** One region, listening: its surfaces behind the fault gate, and its control port. */
final class RegionServer implements Region {

    private final Vertx vertx;
    private final RegionParts parts;
    private final Ports ports;
    private final WorkerExecutor workers;
    private final FaultSwitch faults;
    private final ControlPort control;
    private final Upkeep upkeep;

    /** The ports that a region holds. */
    record Ports(PortReservation region, PortReservation control) {

        URI base() {
            return URI.create("http://127.0.0.1:" + region.port());
        }
    }

    /** What the control port tells about the region; {@code records} is how much of the log it knows. */
    record Status(String name, String role, String issuer, long lagMs, long records) {}

    RegionServer(Vertx vertx, RegionParts parts, Ports ports) {
        this.vertx = vertx;
        this.parts = parts;
        this.ports = ports;
        this.workers = vertx.createSharedWorkerExecutor(
                "region-" + ports.region().port(),
                Math.max(2, Runtime.getRuntime().availableProcessors()));
        SeenRequests seen = new SeenRequests();
        FaultGate gate = new FaultGate(seen, parts.state().identity().clock(), new Random());
        RegionPort listener =
                new RegionPort(vertx, ports.region().port(), routes(new RegionRoutes(vertx, workers, gate)));
        this.faults = new FaultSwitch(vertx.getOrCreateContext(), gate, listener, parts.replication()::lag);
        this.control = new ControlPort(
                vertx, ports.control().port(), faults, seen, parts.state().outbox()::messages, this::status);
        this.upkeep = new Upkeep(vertx, name(), parts.replication(), parts.state());
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
        return ports.base();
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
        String role = parts.state().isPrimary() ? "primary" : "replica";
        return new Status(
                name(),
                role,
                issuer(),
                parts.replication().lag(),
                parts.replication().records());
    }
}
