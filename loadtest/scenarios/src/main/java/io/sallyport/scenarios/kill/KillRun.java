package io.sallyport.scenarios.kill;

import com.nimbusds.jose.JOSEException;
import io.sallyport.regions.fault.PortReservation;
import io.sallyport.scenarios.process.ServerProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Rounds of one gateway's life: it starts, is asked for what it must refuse, gets sign-outs, and is killed among them. */
public final class KillRun implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("\"message\":\"ready\"");
    private static final int CLIENTS = 6;
    private static final int LONGEST_MILLIS = 400;
    private static final int PATIENCE_SECONDS = 20;

    /** Of earlier rounds so many are looked at again in each; all of them at the end. */
    private static final int LOOKED_AT_AGAIN = 25;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<SignOut> acknowledged = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger sources = new AtomicInteger();
    private final List<String> gateway;
    private final Path work;
    private final SplittableRandom random;
    private final YesRegions regions;
    private final PortReservation port;
    private final URI url;

    /**
     * What came of it.
     *
     * @param rounds how often it was killed
     * @param asked sign-outs that were sent
     * @param acknowledged those of them that were answered as done
     */
    public record Result(int rounds, int asked, int acknowledged) {}

    /**
     * Prepares.
     *
     * @param gateway the command line that runs it, without its arguments
     * @param work a directory for its state and log, which must be empty or not there
     * @param seed of the moments at which it is killed
     */
    public KillRun(List<String> gateway, Path work, long seed) throws IOException, JOSEException {
        this.gateway = List.copyOf(gateway);
        this.work = work;
        this.random = new SplittableRandom(seed);
        this.regions = new YesRegions(vertx);
        this.port = PortReservation.of(0);
        this.url = URI.create("http://127.0.0.1:" + port.port());
        Files.createDirectories(work);
        try (InputStream template = Objects.requireNonNull(KillRun.class.getResourceAsStream("gateway.yaml"))) {
            Files.write(work.resolve("gateway.yaml"), template.readAllBytes());
        }
    }

    /**
     * Runs.
     *
     * @throws IllegalStateException where an acknowledged sign-out is not in force; says which round and of what kind
     * @throws IOException where the gateway does not start; says what it said
     */
    public Result run(int rounds) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            try (ServerProcess process = start()) {
                checkSome("round " + round);
                round(process);
            }
        }
        ServerProcess last = start();
        try {
            check(acknowledged, "the end");
        } finally {
            last.close();
        }
        return new Result(rounds, asked.get(), acknowledged.size());
    }

    private ServerProcess start() throws IOException {
        List<String> command = new ArrayList<>(gateway);
        command.addAll(List.of("run", work.resolve("gateway.yaml").toString()));
        Map<String, String> environment = Map.of(
                "KILL_PUBLIC_URL", url.toString(),
                "KILL_PORT", Integer.toString(url.getPort()),
                "KILL_PRIMARY_URL", regions.primary(),
                "KILL_REPLICA_URL", regions.replica(),
                "KILL_STATE", work.resolve("state").toString());
        return ServerProcess.start(command, environment, READY, line -> {});
    }

    private void round(ServerProcess process) throws IOException, InterruptedException {
        SignOut never = made();
        int status = status(never.use(url));
        if (status != 200) {
            throw new IllegalStateException(
                    never.getClass().getSimpleName() + " is answered " + status + " though never signed out");
        }
        Queue<SignOut> done = new ConcurrentLinkedQueue<>();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> client(done, first, ended), "client");
            client.setDaemon(true);
            client.start();
        }
        boolean isUnderWay = first.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // Not until something is so, but for any while.
        boolean isOver = ended.await(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        process.kill();
        if (!isUnderWay || isOver || !ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no sign-outs were under way when it was killed");
        }
        acknowledged.addAll(done);
    }

    private void client(Queue<SignOut> done, CountDownLatch first, CountDownLatch ended) {
        try {
            while (true) {
                SignOut next = made();
                asked.incrementAndGet();
                if (status(next.request(url)) == 200) {
                    done.add(next);
                    first.countDown();
                }
            }
        } catch (IOException killed) {
            // Nobody knows what became of the last one, and nobody was told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private SignOut made() {
        int number = users.incrementAndGet();
        String user = "user-" + number;
        return switch (number % 3) {
            case 0 -> new SignOut.OfToken(token(user));
            case 1 -> new SignOut.OfRefreshToken("refresh token of " + user);
            default -> new SignOut.Everywhere(token(user), token(user));
        };
    }

    private String token(String user) {
        return regions.token(url.toString(), user, InstantSource.system().instant());
    }

    private void checkSome(String when) throws IOException, InterruptedException {
        int size = acknowledged.size();
        List<SignOut> some = new ArrayList<>(acknowledged.subList(Math.max(0, size - 200), size));
        for (int i = 0; i < LOOKED_AT_AGAIN && size > 0; i++) {
            some.add(acknowledged.get(random.nextInt(size)));
        }
        check(some, when);
    }

    private void check(List<SignOut> signOuts, String when) throws IOException, InterruptedException {
        for (SignOut one : signOuts) {
            int status = status(one.use(url));
            if (status != one.refusal()) {
                throw new IllegalStateException("at " + when + " " + acknowledged.indexOf(one) + " of "
                        + acknowledged.size() + " " + one.getClass().getSimpleName() + " is answered " + status);
            }
        }
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        // 10.x.y.z: as a balancer would tell it.
        int source = sources.incrementAndGet();
        String address = "10." + (source >> 16 & 255) + "." + (source >> 8 & 255) + "." + (source & 255);
        return http.send(
                        request.header("X-Forwarded-For", address)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() throws IOException {
        regions.close();
        port.close();
        vertx.close().await();
    }
}
