package io.sallyport.scenarios.endtoend;

import static org.awaitility.Awaitility.await;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Decision;
import io.sallyport.regions.TwinOptions;
import io.sallyport.scenarios.demo.Demo;
import io.sallyport.scenarios.demo.DemoOptions;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import picocli.CommandLine;

/**
 * A demo on free ports: as an extension one for each test where it is an instance field, one for the class where it is static;
 * else from {@link #start()} to {@link #close()}.
 */
public final class RunningDemo
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, AutoCloseable {

    /** The name of the region that writes. */
    public static final String PRIMARY = "us-west-2";

    /** The name of the region that follows. */
    public static final String REPLICA = "us-east-1";

    /** The lowest that bcrypt has: a login must not cost a test its time. */
    private static final int HASH_COST = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final UnaryOperator<String> configuration;
    private final UnaryOperator<TwinOptions> twins;
    private final String[] options;
    private final List<Decision.Transition> transitions = new CopyOnWriteArrayList<>();
    private boolean isForClass;

    @SuppressWarnings("NullAway.Init") // set before the test
    private Demo demo;

    @SuppressWarnings("NullAway.Init") // set before the test
    private Path regionsData;

    /** With the demo's options beyond free ports and a quick configuration, for example {@code --issuer=regional}. */
    RunningDemo(String... options) {
        this(UnaryOperator.identity(), options);
    }

    /**
     * With another configuration.
     *
     * @param configuration makes it of the quick one
     * @param options the demo's, beyond free ports
     */
    public RunningDemo(UnaryOperator<String> configuration, String... options) {
        this(configuration, UnaryOperator.identity(), options);
    }

    /** With other regions, too. */
    RunningDemo(UnaryOperator<String> configuration, UnaryOperator<TwinOptions> twins, String... options) {
        this.configuration = configuration;
        this.twins = twins;
        this.options = options;
    }

    /** Free ports for everything, as the demo's command line says it. */
    static Stream<String> freePorts() {
        return Stream.of(
                        "port",
                        "admin-port",
                        "primary-port",
                        "primary-fault-port",
                        "replica-port",
                        "replica-fault-port")
                .map(name -> "--" + name + "=0");
    }

    /** In the regions' directory, which goes away with them. */
    private Path configuration() throws IOException {
        try (InputStream quick = Objects.requireNonNull(RunningDemo.class.getResourceAsStream("gateway.yaml"))) {
            String text = new String(quick.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(regionsData.resolve("gateway.yaml"), configuration.apply(text));
        }
    }

    /** A path of the gateway. */
    public URI url(String path) {
        return URI.create(demo.publicUrl() + path);
    }

    /** The gateway's public URL. */
    public String publicUrl() {
        return demo.publicUrl().toString();
    }

    /** The region that writes. */
    public RegionUnderTest primary() {
        return new RegionUnderTest(demo.regions().primary());
    }

    /** The region that follows. */
    public RegionUnderTest replica() {
        return new RegionUnderTest(demo.regions().replica());
    }

    /** Where the regions keep their keys. */
    Path regionsData() {
        return regionsData;
    }

    /** The gateway's metrics as they are now. */
    Metrics metrics() throws IOException, InterruptedException {
        return Metrics.parse(new Client()
                .get(URI.create("http://127.0.0.1:" + demo.gateway().adminPort() + "/metrics"))
                .body());
    }

    /** A path of the admin listener. */
    URI adminUrl(String path) {
        return URI.create("http://127.0.0.1:" + demo.gateway().adminPort() + path);
    }

    /** The token of the admin API. */
    String adminToken() throws IOException {
        return Files.readString(demo.adminTokenFile());
    }

    /** Another gateway on what the one before left. */
    void restartGateway() throws Exception {
        get(demo.restartGateway());
    }

    /** Waits until the controller is in a state, as its metric names it. */
    void awaitState(String state) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> metrics()
                .set("sallyport_controller_state", "state")
                .equals(Set.of(state)));
    }

    /** The primary refuses connections, and all traffic is at the replica. */
    void losePrimary() throws Exception {
        primary().fault("refuse");
        awaitState("on_replica");
    }

    /** The primary is good again, and all traffic is back there. */
    void regainPrimary() throws Exception {
        primary().heal();
        awaitState("on_primary");
    }

    /** The states that the controller went to, the first one after its start included. */
    public List<ControllerState.Name> states() {
        return transitions.stream().map(transition -> transition.to().name()).toList();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        isForClass = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (!isForClass) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (!isForClass) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        close();
    }

    /** Starts it; whoever does that closes it. */
    public void start() throws Exception {
        regionsData = Files.createTempDirectory("sallyport-end-to-end");
        String[] arguments = Stream.of(freePorts(), Stream.of("--conf=" + configuration()), Stream.of(options))
                .flatMap(each -> each)
                .toArray(String[]::new);
        DemoOptions parsed = CommandLine.populateCommand(new DemoOptions(), arguments);
        demo = get(Demo.start(parsed, this::regions, this::decided));
    }

    private TwinOptions regions(TwinOptions usual) {
        return twins.apply(usual.withHashCost(HASH_COST).withDataDirectory(regionsData));
    }

    private void decided(Decision decision) {
        if (decision instanceof Decision.Transition transition) {
            transitions.add(transition);
        }
    }

    @Override
    public void close() throws IOException {
        demo.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        try (Stream<Path> files = Files.list(regionsData)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(regionsData);
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
