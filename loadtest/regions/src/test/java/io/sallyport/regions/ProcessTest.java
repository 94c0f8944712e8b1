package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The regions as processes of their own, which a drill may kill. */
class ProcessTest {

    private static final Pattern SERVES = Pattern.compile("serves at (\\S+), takes faults");

    private final TestClient client = new TestClient();
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @AfterEach
    void endAll() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theReplicaServesOnWhenThePrimaryIsKilledAndThePrimaryComesBack() throws Exception {
        Process primary = run("--run=primary", "--primary-port=0", "--primary-fault-port=0");
        URI primaryUrl = url(primary);
        URI replicaUrl = url(run("--run=replica", "--replica-port=0", "--replica-fault-port=0"));
        assertThat(signIn(primaryUrl).statusCode()).isEqualTo(200);

        primary.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        assertThat(signIn(replicaUrl).statusCode()).isEqualTo(200);
        URI again = url(run("--run=primary", "--primary-port=0", "--primary-fault-port=0"));
        assertThat(signIn(again).statusCode()).isEqualTo(200);
    }

    @Test
    void aProcessThatCannotStartSaysWhyAndExitsWithOne() throws Exception {
        Process replica = run("--run=replica", "--replica-port=0", "--replica-fault-port=0");

        String said = new String(replica.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(replica.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(replica.exitValue()).isEqualTo(1);
        assertThat(said).contains("cannot start: the key file").doesNotContain("\tat ", "DEBUG");
    }

    private HttpResponse<String> signIn(URI region) throws Exception {
        return client.post(
                region.resolve("/"),
                "application/x-amz-json-1.1",
                """
                {"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"demo-web",
                 "AuthParameters":{"USERNAME":"alice","PASSWORD":"Wonderland-1"}}""",
                "X-Amz-Target",
                "AWSCognitoIdentityProviderService.InitiateAuth");
    }

    private Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path", ""),
                "-XX:TieredStopAtLevel=1",
                "io.sallyport.regions.Main",
                "--hash-cost=4",
                "--data=" + directory));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        return process;
    }

    private static URI url(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = String.valueOf(out.readLine());
        Matcher matcher = SERVES.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return URI.create(matcher.group(1));
    }
}
