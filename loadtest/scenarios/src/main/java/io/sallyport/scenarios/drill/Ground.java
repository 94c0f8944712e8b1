package io.sallyport.scenarios.drill;

import com.nimbusds.jose.jwk.JWKSet;
import io.sallyport.regions.fault.PortReservation;
import io.sallyport.scenarios.drill.load.Side;
import io.sallyport.scenarios.drill.load.Signers;
import io.sallyport.scenarios.process.LogFile;
import io.sallyport.scenarios.process.ServerProcess;
import io.sallyport.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Two regions and a gateway, each a process of its own, on free ports of loopback. */
public final class Ground implements AutoCloseable {

    private static final Pattern READY =
            Pattern.compile("\"adminPort\":\"?(\\d+).*\"ready\"|\"ready\".*\"adminPort\":\"?(\\d+)");

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<Side, RegionProcess> regions = new EnumMap<>(Side.class);
    private final Path work;
    private final URI gateway;
    private final URI admin;
    private final long pid;

    /**
     * Starts everything; the gateway moves by itself.
     *
     * @param work a directory for state and logs; what an earlier run left there is deleted
     */
    Ground(Path gatewayJar, Path regionsJar, Path work) throws IOException {
        this(gatewayJar, regionsJar, work, "automatic");
    }

    /**
     * The same with a gateway that stays where it is, for scenarios that are about no outage: a busy machine may look like one.
     *
     * @param options for the gateway's Java
     */
    public static Ground standing(Path gatewayJar, Path regionsJar, Path work, String... options) throws IOException {
        return new Ground(gatewayJar, regionsJar, work, "manual", options);
    }

    private Ground(Path gatewayJar, Path regionsJar, Path work, String mode, String... options) throws IOException {
        this.work = work;
        deleteAll(work);
        Files.createDirectories(work);
        try {
            PortReservation port = keep(PortReservation.of(0));
            gateway = URI.create("http://127.0.0.1:" + port.port());
            for (Side side : Side.values()) {
                LogFile log = keep(new LogFile(work.resolve(side + ".log")));
                RegionProcess region =
                        keep(new RegionProcess(side, regionsJar, work.resolve("data"), gateway.toString(), log));
                regions.put(side, region);
            }
            ServerProcess process = keep(startGateway(gatewayJar, mode, options));
            pid = process.pid();
            String group = process.said(1);
            admin = URI.create("http://127.0.0.1:" + (group == null ? process.said(2) : group));
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    private ServerProcess startGateway(Path jar, String mode, String... options) throws IOException {
        Path conf = work.resolve("gateway.yaml");
        try (InputStream template = Objects.requireNonNull(Ground.class.getResourceAsStream("gateway.yaml"))) {
            Files.copy(template, conf);
        }
        Map<String, String> environment = Map.of(
                "DRILL_MODE",
                mode,
                "DRILL_PUBLIC_URL",
                gateway.toString(),
                "DRILL_PORT",
                Integer.toString(gateway.getPort()),
                "DRILL_PRIMARY_URL",
                region(Side.PRIMARY).url().toString(),
                "DRILL_REPLICA_URL",
                region(Side.REPLICA).url().toString(),
                "DRILL_STATE",
                work.resolve("state").toString());
        LogFile log = keep(new LogFile(work.resolve("gateway.log")));
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-jar", jar.toString(), "run", conf.toString()));
        return ServerProcess.start(ServerProcess.java(arguments.toArray(String[]::new)), environment, READY, log);
    }

    /** The gateway's data plane. */
    public URI gateway() {
        return gateway;
    }

    /** Its admin listener. */
    URI admin() {
        return admin;
    }

    /** The gateway's process id. */
    public long gatewayPid() {
        return pid;
    }

    /**
     * Waits until the gateway serves the primary.
     *
     * @throws IOException where it does not in time
     */
    public void awaitPrimary(Duration longest) throws IOException {
        try (StateWatch watch = new StateWatch(admin, Ticker.system())) {
            if (!watch.await("on_primary", longest)) {
                throw new IOException("the gateway does not serve the primary");
            }
        }
    }

    RegionProcess region(Side side) {
        return Objects.requireNonNull(regions.get(side));
    }

    /** The keys of both regions. */
    Signers signers() throws IOException, InterruptedException, ParseException {
        Map<String, Side> sides = new HashMap<>();
        for (Side side : Side.values()) {
            JWKSet.parse(region(side).keys()).getKeys().forEach(key -> sides.put(key.getKeyID(), side));
        }
        return new Signers(sides);
    }

    /** Stops everything, the gateway first. */
    @Override
    public void close() {
        for (AutoCloseable part : running) {
            try {
                part.close();
            } catch (Exception goesOn) {
                System.err.println("did not stop: " + goesOn);
            }
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
