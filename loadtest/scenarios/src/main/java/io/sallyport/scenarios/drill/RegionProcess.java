package io.sallyport.scenarios.drill;

import io.sallyport.scenarios.drill.load.Side;
import io.sallyport.scenarios.process.LogFile;
import io.sallyport.scenarios.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** One region: its process, which may be killed and started again at the same place, and its fault control. */
final class RegionProcess implements AutoCloseable {

    /** Passwords are hashed as cheaply as bcrypt can: the drills are not about the provider's speed. */
    static final int HASH_COST = 4;

    private static final Pattern SERVES =
            Pattern.compile("serves at http://127.0.0.1:(\\d+), takes faults at \\S+:(\\d+)/");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Side side;
    private final Path jar;
    private final Path data;
    private final String issuer;
    private final LogFile log;
    private int port;
    private int faultPort;
    private ServerProcess process;

    RegionProcess(Side side, Path jar, Path data, String issuer, LogFile log) throws IOException {
        this.side = side;
        this.jar = jar;
        this.data = data;
        this.issuer = issuer;
        this.log = log;
        this.process = start();
        this.port = Integer.parseInt(process.said(1));
        this.faultPort = Integer.parseInt(process.said(2));
    }

    private ServerProcess start() throws IOException {
        String name = side.name().toLowerCase(Locale.ROOT);
        List<String> command = new ArrayList<>(
                // Quick to warm up: what is measured is the gateway.
                ServerProcess.java("-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
        command.addAll(List.of(
                "--run=" + name,
                "--" + name + "-port=" + port,
                "--" + name + "-fault-port=" + faultPort,
                "--data=" + data,
                "--issuer=" + issuer,
                "--hash-cost=" + HASH_COST));
        return ServerProcess.start(command, Map.of(), SERVES, log);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Puts a fault in force; returns once it is, for existing connections too. */
    void fault(String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + faultPort + "/-/fault"))
                .POST(BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("fault " + json + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    /** The JWKS, straight from the region. */
    String keys() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url().resolve("/.well-known/jwks.json")).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    /** kill -9. */
    void kill() {
        process.kill();
    }

    /** Starts it again over the same data, at the same ports; returns once it listens. */
    void restart() throws IOException {
        process.close();
        process = start();
    }

    @Override
    public void close() {
        process.close();
    }
}
