package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the process says on standard output, to its end. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoggedToTheEndTest {

    private static final int REQUESTS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyLineIsWholeAndTheLastRequestsLineIsThereAfterTheEnd(@TempDir Path directory) throws Exception {
        Process gateway = start(new Sample(directory).file(Map.of()));
        try (BufferedReader output = gateway.inputReader(StandardCharsets.UTF_8)) {
            List<JsonNode> lines = new ArrayList<>();
            URI validate = URI.create("http://127.0.0.1:" + untilReady(output, lines) + "/-/validate");
            HttpClient client = HttpClient.newHttpClient();
            for (int i = 0; i < REQUESTS; i++) {
                client.send(HttpRequest.newBuilder(validate).build(), BodyHandlers.discarding());
            }

            // By its handle: Process.destroy would close the output with it.
            gateway.toHandle().destroy();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(JSON.readTree(line));
            }

            assertThat(gateway.waitFor()).isZero();
            assertThat(lines.stream()
                            .filter(line -> line.path("logger_name").asText().equals("io.sallyport.access")))
                    .hasSize(REQUESTS)
                    .allSatisfy(line -> {
                        assertThat(line.path("operation").asText()).isEqualTo("validate");
                        assertThat(line.path("status").asInt()).isEqualTo(401);
                    });
        } finally {
            gateway.destroyForcibly();
        }
    }

    private static Process start(Path configuration) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        configuration.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The port. */
    private static int untilReady(BufferedReader output, List<JsonNode> lines) throws IOException {
        for (String text = output.readLine(); text != null; text = output.readLine()) {
            JsonNode line = JSON.readTree(text);
            lines.add(line);
            if (line.path("message").asText().equals("ready")) {
                return line.path("port").asInt();
            }
        }
        throw new AssertionError("not ready: " + lines);
    }
}
