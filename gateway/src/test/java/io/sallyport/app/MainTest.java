package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.affinity.KeyRingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MainTest {

    private static final Map<String, String> REISSUE =
            Map.of("mode: shared", "mode: reissue", "[http://127.0.0.1:8080]", "[http://127.0.0.1:7]");
    private static final Map<String, String> REGIONAL = Map.of("mode: shared", "mode: regional");
    private static final Map<String, String> OIDC = Map.of("dialect: cognito\npool: us-west-2_demo", "dialect: oidc");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path directory;
    private final Sample sample;

    MainTest(@TempDir Path directory) {
        this.directory = directory;
        this.sample = new Sample(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "check --help", "run --help"})
    void helpIsNoError(String line) {
        assertThat(execute(line.split(" ", -1))).isZero();
        assertThat(out.toString()).contains("sallyport");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fly", "--fly", "check", "run", "check a b", "run --fly x"})
    void wrongCommandIsTwo(String line) {
        assertThat(execute(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Usage:");
    }

    @Test
    void goodFileIsGood() throws IOException {
        Path file = sample.file(Map.of());

        assertThat(execute("check", file.toString())).isZero();
        assertThat(out.toString()).isEqualTo(file + ": good" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
        assertThat(sample.state()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run"})
    void everyProblemIsALineWithItsPath(String command) throws IOException {
        Path file = sample.file(
                Map.of("listen: {port: 0}", "listen: {port: 70000, prot: 1}", "role: primary", "role: king"));

        assertThat(execute(command, file.toString())).isEqualTo(2);
        assertThat(lines())
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(line -> line.startsWith(file + ":"))
                .anyMatch(line -> line.contains("listen.port: 70000"))
                .anyMatch(line -> line.contains("listen.prot"))
                .anyMatch(line -> line.contains("regions[0].role: \"king\""));
        assertThat(sample.state()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run"})
    void fileThatIsNotThereIsOneLine(String command) {
        Path file = directory.resolve("missing.yaml");

        assertThat(execute(command, file.toString())).isEqualTo(2);
        assertThat(lines()).containsExactly(file + ": there is no such file");
    }

    @Test
    void everyIssuerModeIsGood() throws IOException {
        assertThat(execute("check", sample.file(REISSUE).toString())).isZero();
        assertThat(execute("check", sample.file(REGIONAL).toString())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run"})
    void aSharedRingWithoutKeysToSignWithIsSaidWithItsPath(String command) throws IOException {
        Path ring = directory.resolve("ring");
        KeyRingFile.create(ring, KeyRing.create());
        Map<String, String> changes = new HashMap<>(REISSUE);
        changes.put("publicUrl:", "affinity: {keyRing: " + ring + "}\npublicUrl:");
        Path file = sample.file(changes);

        assertThat(execute(command, file.toString())).isEqualTo(2);
        assertThat(lines())
                .containsExactly(file + ": affinity.keyRing: \"" + ring + "\": has no keys to sign with, which"
                        + " issuer.mode reissue needs: sallyport keyring rotate adds them");
        assertThat(sample.state()).doesNotExist();

        assertThat(execute("keyring", "rotate", ring.toString())).isZero();
        assertThat(execute("check", file.toString())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run"})
    void operationsThatDoNotFitTheDialectAreSaid(String command) throws IOException {
        Path file = sample.file(Map.of(
                "dialect: cognito\npool: us-west-2_demo",
                "dialect: oidc\noperations: [{on: API SignUp, name: sign-up, class: write}]"));

        assertThat(execute(command, file.toString())).isEqualTo(2);
        assertThat(lines()).containsExactly(file + ": operations: there is no JSON API for API SignUp");
    }

    @Test
    void anyOpenidProviderIsGood() throws IOException {
        assertThat(execute("check", sample.file(OIDC).toString())).isZero();
    }

    @Test
    void busyPortIsASentenceThatNamesIt() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = sample.file(Map.of("listen: {port: 0}", "listen: {port: " + busy.getLocalPort() + "}"));

            assertThat(execute("run", file.toString())).isEqualTo(1);
            assertThat(lines()).singleElement().asString().startsWith("listen.port: 127.0.0.1:" + busy.getLocalPort());
        }
    }

    @Test
    void keyFileThatIsNoneIsASentence() throws IOException {
        Files.writeString(sample.key(), "not a key");

        assertThat(execute("run", sample.file(Map.of()).toString())).isEqualTo(1);
        assertThat(lines()).singleElement().asString().startsWith("state.directory: ");
        assertThat(err.toString()).doesNotContain("not a key");
    }

    private int execute(String... arguments) {
        CommandLine line = Main.commandLine();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private List<String> lines() {
        return err.toString().lines().toList();
    }

    @Test
    void severalNodesNeedARingThatCanBeRead() throws IOException {
        Path ring = directory.resolve("ring");
        Path alone = sample.file(Map.of("publicUrl:", "affinity: {nodes: 2}\npublicUrl:"));
        assertThat(execute("check", alone.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("affinity.keyRing", "is required with more than one node");

        Path both = sample.file(Map.of("publicUrl:", "affinity: {nodes: 2, keyRing: " + ring + "}\npublicUrl:"));
        assertThat(execute("check", both.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("affinity.keyRing", "cannot be read");

        assertThat(execute("keyring", "create", ring.toString())).isZero();
        assertThat(execute("check", both.toString())).isZero();
    }

    @Test
    void aRingIsMadeOnceAndRotatedInPlace() throws IOException {
        Path ring = directory.resolve("ring");

        assertThat(execute("keyring", "rotate", ring.toString())).isEqualTo(2);
        assertThat(execute("keyring", "create", ring.toString())).isZero();
        byte[] made = Files.readAllBytes(ring);
        assertThat(execute("keyring", "create", ring.toString())).isEqualTo(2);
        assertThat(Files.readAllBytes(ring)).isEqualTo(made);
        assertThat(execute("keyring", "rotate", ring.toString())).isZero();
        assertThat(Files.readAllBytes(ring)).isNotEqualTo(made);
        assertThat(execute("keyring")).isEqualTo(2);
    }

    @Test
    void aRotatedRingStaysReadableForWhoReadIt() throws IOException {
        Path ring = directory.resolve("ring");
        assertThat(execute("keyring", "create", ring.toString())).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ring)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-r-----"));
        boolean mayGiveAway = givenToAnother(ring);
        UserPrincipal owner = Files.getOwner(ring);

        assertThat(execute("keyring", "rotate", ring.toString())).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ring)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getOwner(ring)).as("given away: %s", mayGiveAway).isEqualTo(owner);
        assertThat(directory.resolve("ring.tmp")).doesNotExist();
    }

    /** Root alone may give a file away. */
    private static boolean givenToAnother(Path file) throws IOException {
        try {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            return true;
        } catch (FileSystemException | UserPrincipalNotFoundException e) {
            return false;
        }
    }
}
