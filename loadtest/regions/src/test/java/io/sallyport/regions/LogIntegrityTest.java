package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sallyport.regions.log.LogKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The customer-managed key, and a log that somebody laid hands on. */
class LogIntegrityTest {

    @RegisterExtension
    final RegionsUnderTest regions = new RegionsUnderTest();

    private final TestClient client = new TestClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void aLogCutExactlyBetweenTwoRecordsIsDetected() throws Exception {
        filled();
        List<Long> frames = frames();

        truncate(frames.get(frames.size() - 1));

        assertThatThrownBy(() -> regions.both(options()))
                .hasMessageContaining("log record 8 is incomplete or missing: the log was cut");
    }

    @Test
    void recordsThatChangedPlacesAreDetected() throws Exception {
        filled();
        byte[] log = Files.readAllBytes(log());
        List<Long> frames = frames();
        int third = Math.toIntExact(frames.get(3));
        int fourth = Math.toIntExact(frames.get(4));
        int fifth = Math.toIntExact(frames.get(5));
        ByteBuffer swapped = ByteBuffer.allocate(log.length)
                .put(log, 0, third)
                .put(log, fourth, fifth - fourth)
                .put(log, third, fourth - third)
                .put(log, fifth, log.length - fifth);

        Files.write(log(), swapped.array());

        assertThatThrownBy(() -> regions.both(options())).hasMessageContaining("log record 3 does not decrypt");
    }

    @Test
    void aHeadThatWasChangedIsDetected() throws Exception {
        filled();
        byte[] head = Files.readAllBytes(head());
        head[3] ^= 1;
        head[head.length - 1] ^= 1;
        head[head.length / 2 + 3] ^= 1;

        Files.write(head(), head);

        assertThatThrownBy(() -> regions.both(options())).hasMessageContaining("the log's head was changed");
    }

    @Test
    void aHeadThatIsGoneIsDetected() throws Exception {
        filled();

        Files.delete(head());

        assertThatThrownBy(() -> regions.both(options())).hasMessageContaining("the log's head is gone");
    }

    @Test
    void aReplicaNoticesThatItsPrimaryWentBackInTime() throws Exception {
        TwinRegions first = regions.both(options());
        byte[] oldLog = Files.readAllBytes(log());
        byte[] oldHead = Files.readAllBytes(head());
        client.cognito(first.primary(), "SignUp", """
                {"ClientId":"demo-web","Username":"later","Password":"Password-1"}""");
        await().until(() -> records(first.replica()) == records(first.primary()));
        // Something of its own, after which it must know all that it knew.
        client.cognito(first.replica(), "InitiateAuth", ALICE);
        RegionsUnderTest.get(first.close());

        Files.write(log(), oldLog);
        Files.write(head(), oldHead);

        SingleRegion primary = regions.one(options(), Role.PRIMARY);
        assertThatThrownBy(() -> regions.one(options(), Role.REPLICA))
                .hasMessageContaining("log record 9 is missing: this region knew it");
        RegionsUnderTest.get(primary.close());
    }

    @Test
    void whatWasBeingWrittenWhenThePrimaryDiedIsDropped() throws Exception {
        filled();
        long whole = Files.size(log());
        Files.write(log(), new byte[] {0, 0, 1, 0, 42}, StandardOpenOption.APPEND);

        TwinRegions again = regions.both(options());

        assertThat(Files.size(log())).isEqualTo(whole);
        assertThat(records(again.primary())).isEqualTo(8);
        RegionsUnderTest.get(again.close());
    }

    @Test
    void aRunningReplicaStopsFollowingADamagedLogAndSaysSo() throws Exception {
        TwinRegions twins = regions.both(options());

        Files.write(log(), new byte[] {0, 0, 0, 2, 1, 2}, StandardOpenOption.APPEND);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(status(twins.replica(), "replication"))
                .contains("log record 9 does not decrypt"));
        assertThat(client.clientCredentials(twins.replica()).statusCode()).isEqualTo(200);
        RegionsUnderTest.get(twins.close());
    }

    @Test
    void withoutTheKeyNeitherRegionStarts() throws Exception {
        filled();
        Files.delete(directory.resolve("key.json"));

        assertThatThrownBy(() -> regions.one(options(), Role.PRIMARY))
                .hasMessageContaining("key.json is missing: without the key this region cannot start");
        assertThatThrownBy(() -> regions.one(options(), Role.REPLICA))
                .hasMessageContaining("key.json is missing: without the key this region cannot start");
    }

    @Test
    void withAnotherKeyNoRegionStartsAndSaysWhy() throws Exception {
        filled();
        Files.delete(directory.resolve("key.json"));
        LogKey.createOrLoad(directory.resolve("key.json"));
        Files.delete(directory.resolve("signing-keys-us-west-2.sealed"));
        Files.delete(directory.resolve("signing-keys-us-east-1.sealed"));

        assertThatThrownBy(() -> regions.both(options()))
                .hasMessageContaining("a data key that this key file cannot open");
    }

    @Test
    void aRotatedKeyKeepsOldRecordsReadableAndSealsNewOnes() throws Exception {
        TwinRegions running = regions.both(options());
        int before = frames().size();

        assertThat(Main.commandLine().execute("rotate-key", "--data", directory.toString()))
                .isZero();
        await().atMost(Duration.ofSeconds(5)).until(() -> frames().size() > before);
        client.cognito(running.primary(), "SignUp", """
                {"ClientId":"demo-web","Username":"rotated","Password":"Password-1"}""");
        await().atMost(Duration.ofSeconds(5)).until(() -> records(running.replica()) == 9);
        RegionsUnderTest.get(running.close());
        TwinRegions again = regions.both(options());

        assertThat(records(again.primary())).isEqualTo(9);
        assertThat(client.cognito(again.replica(), "InitiateAuth", ALICE).statusCode())
                .isEqualTo(200);
        RegionsUnderTest.get(again.close());
    }

    @Test
    void twoPrimariesCannotWriteOneLog() throws Exception {
        SingleRegion first = regions.one(options(), Role.PRIMARY);

        assertThatThrownBy(() -> regions.one(options(), Role.PRIMARY)).hasMessageContaining("in use by another region");
        RegionsUnderTest.get(first.close());
    }

    private static final String ALICE = """
            {"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"demo-web",
             "AuthParameters":{"USERNAME":"alice","PASSWORD":"Wonderland-1"}}""";

    private TwinOptions options() {
        return TwinOptions.ephemeral().withDataDirectory(directory);
    }

    private void filled() throws Exception {
        RegionsUnderTest.get(regions.both(options()).close());
    }

    private Path log() {
        return directory.resolve("events.log");
    }

    private Path head() {
        return directory.resolve("events.log.head");
    }

    private long records(Region region) throws Exception {
        return Long.parseLong(status(region, "records"));
    }

    private String status(Region region, String member) throws Exception {
        return TestClient.json(client.get(TestClient.control(region, "/-/status")))
                .get(member)
                .asText();
    }

    /** Where each frame starts; the first holds the data key, so that frame n holds record n. */
    private List<Long> frames() throws IOException {
        List<Long> starts = new ArrayList<>();
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            while (file.getFilePointer() < file.length()) {
                starts.add(file.getFilePointer());
                int length = file.readInt() & Integer.MAX_VALUE;
                file.seek(file.getFilePointer() + length);
            }
        }
        return starts;
    }

    private void truncate(long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "rw")) {
            file.setLength(bytes);
        }
    }
}
