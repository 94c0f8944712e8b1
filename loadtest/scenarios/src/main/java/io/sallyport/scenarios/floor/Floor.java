package io.sallyport.scenarios.floor;

import io.sallyport.scenarios.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Measures CPU microseconds a request of each server process, on one core, warm, the servers taking turns in the same run.
 * Needs Linux, two cores, {@code taskset} and {@code wrk}. Arguments: the gateway's runnable jar and a directory for files.
 */
public final class Floor {

    private static final int WARM_SECONDS = 20;
    private static final int SECONDS = 8;
    private static final int ROUNDS = 5;

    private static final int EMPTY = 8281;
    private static final int FORWARDER = 8282;
    private static final int ORIGIN = 8283;
    private static final int TWIN_ORIGIN = 8285;
    private static final int GATEWAY = 8280;
    private static final int QUIET_GATEWAY = 8284;

    private final Path jar;
    private final Path work;
    private final Map<String, ServerProcess> servers = new LinkedHashMap<>();

    private Floor(Path jar, Path work) {
        this.jar = jar;
        this.work = work;
    }

    /** Runs it and prints the table. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Floor floor = new Floor(Path.of(args[0]), Files.createDirectories(Path.of(args[1])));
        try {
            floor.run();
        } finally {
            floor.servers.values().forEach(ServerProcess::close);
        }
    }

    private void run() throws IOException, InterruptedException {
        Path token = work.resolve("token");
        peer("origin", 1, Integer.toString(ORIGIN), Integer.toString(TWIN_ORIGIN), token.toString());
        peer("empty", 0, Integer.toString(EMPTY));
        peer("forwarder", 0, Integer.toString(FORWARDER), Integer.toString(ORIGIN));
        gateway("gateway", GATEWAY, true);
        gateway("quiet gateway", QUIET_GATEWAY, false);

        Path get = script("get.lua", "wrk.path = \"/\"");
        Path validate = script("validate.lua", """
                wrk.path = "/-/validate"
                wrk.headers["Authorization"] = "Bearer %s"
                """.formatted(Files.readString(token)));
        Path call = script("token.lua", """
                wrk.method = "POST"
                wrk.path = "/oauth2/token"
                wrk.body = "grant_type=client_credentials"
                wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
                wrk.headers["Authorization"] = "Basic Zmxvb3I6Zmxvb3I="
                wrk.headers["Host"] = "127.0.0.1:8280"
                """);
        Map<Load, String> loads = new LinkedHashMap<>();
        loads.put(new Load("empty handler", EMPTY, get, SECONDS), "empty");
        loads.put(new Load("validate, cached, no access line", QUIET_GATEWAY, validate, SECONDS), "quiet gateway");
        loads.put(new Load("validate, cached, access line", GATEWAY, validate, SECONDS), "gateway");
        loads.put(new Load("bare forwarder, token call", FORWARDER, call, SECONDS), "forwarder");
        loads.put(new Load("proxied token call, no access line", QUIET_GATEWAY, call, SECONDS), "quiet gateway");
        loads.put(new Load("proxied token call, access line", GATEWAY, call, SECONDS), "gateway");
        measure(loads);
    }

    private void measure(Map<Load, String> loads) throws IOException, InterruptedException {
        for (Load load : loads.keySet()) {
            new Load(load.name(), load.port(), load.script(), WARM_SECONDS).run();
        }
        Map<Load, List<Double>> micros = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<Load, String> load : loads.entrySet()) {
                micros.computeIfAbsent(load.getKey(), key -> new ArrayList<>())
                        .add(micros(load.getKey(), server(load.getValue())));
            }
        }
        print(micros);
    }

    private static double micros(Load load, ServerProcess server) throws IOException, InterruptedException {
        double before = server.cpuSeconds();
        long requests = load.run();
        return (server.cpuSeconds() - before) * 1e6 / requests;
    }

    private static void print(Map<Load, List<Double>> micros) {
        double floor = median(micros.values().iterator().next());
        System.out.printf("%-36s %8s %8s   %s%n", "CPU microseconds a request", "median", "x empty", "rounds");
        micros.forEach((load, rounds) -> System.out.printf(
                Locale.ROOT,
                "%-36s %8.1f %8.2f   %s%n",
                load.name(),
                median(rounds),
                median(rounds) / floor,
                rounds.stream()
                        .map(each -> String.format(Locale.ROOT, "%.1f", each))
                        .toList()));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private ServerProcess server(String name) {
        return Objects.requireNonNull(servers.get(name));
    }

    private void peer(String kind, int core, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                ServerProcess.java("-cp", System.getProperty("java.class.path"), Peers.class.getName(), kind));
        command.addAll(List.of(arguments));
        servers.put(kind, start(core, "listening", command));
    }

    private void gateway(String name, int port, boolean hasAccessLog) throws IOException {
        Path conf = work.resolve("gateway-" + port + ".yaml");
        Files.writeString(conf, configuration(port, hasAccessLog));
        servers.put(name, start(0, "\"ready\"", ServerProcess.java("-jar", jar.toString(), "run", conf.toString())));
    }

    /** Its output is read and thrown away. */
    private static ServerProcess start(int core, String sign, List<String> command) throws IOException {
        return ServerProcess.start(
                ServerProcess.onCore(core, command), Map.of(), Pattern.compile(Pattern.quote(sign)), line -> {});
    }

    private String configuration(int port, boolean hasAccessLog) {
        return """
                publicUrl: %1$s
                dialect: cognito
                pool: us-west-2_floor
                issuer: {mode: shared}
                listen: {port: %2$d}
                admin: {port: 0}
                regions:
                  - {name: a, role: primary, oidc: "http://127.0.0.1:%3$d", issuers: ["%1$s"]}
                  - {name: b, role: replica, oidc: "http://127.0.0.1:%6$d", issuers: ["%1$s"]}
                validation: {default: {clients: [floor]}}
                log: {access: %4$b}
                state: {directory: "%5$s"}
                """.formatted(
                        StaticProvider.ISSUER, port, ORIGIN, hasAccessLog, work.resolve("state-" + port), TWIN_ORIGIN);
    }

    private Path script(String name, String text) {
        try {
            return Files.writeString(work.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
