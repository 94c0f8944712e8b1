package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.scenarios.demo.Demo;
import io.sallyport.scenarios.demo.DemoOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The main class of {@code ./mvnw -Pdemo}. */
class DemoMainTest {

    private static final Path DEMO_YAML = Path.of("..", "..", "conf", "demo.yaml");
    private static final Pattern GATEWAY = Pattern.compile("^ *gateway +(http://127\\.0\\.0\\.1:[0-9]+) ");
    private static final Pattern FAULT = Pattern.compile("^ *primary .*(http://127\\.0\\.0\\.1:[0-9]+/-/fault)");
    private static final Pattern REPLICA_SERVES = Pattern.compile("^([0-9:.]+ {2}us-east-1 serves)");
    private static final int TERM_SECONDS = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before the test
    private Path directory;

    @Test
    void itSaysWhatRunsWhereShowsAFailoverAndStopsOnTerm() throws Exception {
        Path log = directory.resolve("demo.log");
        try (DemoProcess demo = DemoProcess.start(Stream.empty(), arguments("--log=" + log))) {
            URI gateway = demo.awaitUrl(GATEWAY);
            URI fault = demo.awaitUrl(FAULT);
            Client client = new Client();
            assertThat(client.clientCredentials(gateway.resolve("/oauth2/token"))
                            .statusCode())
                    .isEqualTo(200);

            client.post(fault, "application/json", "{\"mode\":\"refuse\"}");
            demo.awaitLine(REPLICA_SERVES);
            demo.terminate();

            assertThat(demo.exitCode(TERM_SECONDS)).isIn(0, 143);
            assertIsTheWholeStory(demo.output());
        }
        assertThat(Files.readString(log))
                .contains("\"ready\"")
                .doesNotContain("already on a Vert.x context")
                .doesNotContain("demo-service-secret");
    }

    /** What a newcomer reads: where things are, six commands, one line for the failover, and nothing else. */
    private static void assertIsTheWholeStory(String output) {
        List<String> lines = output.lines().toList();
        assertThat(output)
                .contains(
                        "primary us-west-2",
                        "replica us-east-1",
                        "alice / Wonderland-1",
                        "/metrics",
                        "/api/v1/failover",
                        "Ctrl-C")
                .contains(" 1. ", " 2. ", " 3. ", " 4. ", " 5. ", " 6. ")
                .doesNotContain("Exception", "WARN", "ERROR", "SLF4J");
        int end = lines.indexOf("Ctrl-C stops everything.");
        assertThat(end).isBetween(1, 24);
        assertThat(lines.subList(end + 1, lines.size()).stream().filter(line -> !line.isBlank()))
                .allMatch(line -> line.matches("[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3} {2}us-.*"));
    }

    @Test
    void optionsCanBeSystemProperties() throws Exception {
        Stream<String> properties = Stream.concat(
                RunningDemo.freePorts().map(option -> option.substring("--".length())),
                Stream.of("issuer=regional", "conf=" + DEMO_YAML, "log=" + directory.resolve("demo.log")));
        try (DemoProcess demo = DemoProcess.start(properties, Stream.empty())) {
            URI gateway = demo.awaitUrl(GATEWAY);

            HttpResponse<String> discovery = new Client().get(gateway.resolve("/.well-known/openid-configuration"));

            assertThat(Client.text(discovery, "issuer"))
                    .startsWith("http://127.0.0.1:")
                    .isNotEqualTo(gateway.toString());
            demo.terminate();
            assertThat(demo.exitCode(TERM_SECONDS)).isIn(0, 143);
        }
        assertThat(directory.resolve("demo.log")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"port", "admin-port", "primary-port"})
    void aBusyPortIsNamedInOneSentence(String option) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String busy = Integer.toString(taken.getLocalPort());
            Stream<String> arguments = Stream.concat(
                    arguments("--log=" + directory.resolve("demo.log")), Stream.of("--" + option + "=" + busy));
            try (DemoProcess demo = DemoProcess.start(Stream.empty(), withoutTwice(arguments, option))) {
                assertThat(demo.exitCode(60)).isEqualTo(1);
                assertThat(demo.output().strip()).hasLineCount(1).contains(busy).doesNotContain("Exception");
            }
        }
    }

    /** An option may be given once only. */
    private static Stream<String> withoutTwice(Stream<String> arguments, String option) {
        return arguments.filter(argument -> !argument.equals("--" + option + "=0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--primary-port=70000", "--issuer=nobody", "--no-such-option"})
    void aWrongOptionExitsWithTwoAndSaysWhich(String argument) throws Exception {
        Stream<String> arguments = Stream.of(argument, "--conf=" + DEMO_YAML, "--log=" + directory.resolve("demo.log"));
        try (DemoProcess demo = DemoProcess.start(Stream.empty(), arguments)) {
            assertThat(demo.exitCode(60)).isEqualTo(2);
            assertThat(demo.output())
                    .contains(argument.substring(argument.indexOf('=') + 1))
                    .doesNotContain("Exception");
        }
    }

    @Test
    void itRunsInsideAnotherProgramAndLeavesNothingBehind() throws Exception {
        DemoOptions options =
                CommandLine.populateCommand(new DemoOptions(), arguments().toArray(String[]::new));

        Demo demo = RunningDemo.get(Demo.start(options, decision -> {}));
        URI token = demo.publicUrl().resolve("/oauth2/token");
        int status = new Client().clientCredentials(token).statusCode();
        RunningDemo.get(demo.close());

        assertThat(status).isEqualTo(200);
        try (ServerSocket again = new ServerSocket(token.getPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    private static Stream<String> arguments(String... more) {
        return Stream.of(RunningDemo.freePorts(), Stream.of("--conf=" + DEMO_YAML), Stream.of(more))
                .flatMap(each -> each);
    }
}
