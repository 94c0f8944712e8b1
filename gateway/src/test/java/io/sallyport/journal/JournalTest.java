package io.sallyport.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private final Path directory;
    private final Path keyFile;

    JournalTest(@TempDir Path temporary) {
        this.directory = temporary.resolve("state");
        this.keyFile = temporary.resolve("sealing.key");
    }

    @Test
    void whatWasSavedIsThereAfterARestart() throws IOException {
        try (Journal journal = open()) {
            journal.store().save("keys", bytes("old"));
            journal.store().save("keys", bytes("good"));
        }

        try (Journal journal = open()) {
            assertThat(loaded(journal, "keys")).isEqualTo("good");
            assertThat(journal.store().load("other")).isInstanceOf(Loading.Absent.class);
        }
    }

    @Test
    void nothingIsLegibleOnDiskNorOpenToOthers() throws IOException {
        try (Journal journal = open()) {
            journal.store().save("keys", bytes("plain words"));
        }

        Path file = directory.resolve("keys.sealed");
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("plain");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(keyFile)).isEqualTo("rw-------");
        assertThat(mode(directory)).isEqualTo("rwx------");
    }

    @Test
    void anAlteredOrCutRecordIsNeverTrusted() throws IOException {
        try (Journal journal = open()) {
            journal.store().save("keys", bytes("good"));
            Path file = directory.resolve("keys.sealed");
            byte[] sealed = Files.readAllBytes(file);

            for (int i = 0; i < sealed.length; i++) {
                byte[] altered = sealed.clone();
                altered[i] ^= 1;
                Files.write(file, altered);
                assertThat(journal.store().load("keys")).isInstanceOf(Loading.Unreadable.class);
            }
            Files.write(file, Arrays.copyOf(sealed, sealed.length - 1));
            assertThat(journal.store().load("keys")).isInstanceOf(Loading.Unreadable.class);
            Files.write(file, new byte[0]);
            assertThat(journal.store().load("keys")).isInstanceOf(Loading.Unreadable.class);
        }
    }

    @Test
    void oneRecordCannotStandInForAnother() throws IOException {
        try (Journal journal = open()) {
            journal.store().save("revoked", bytes("nobody"));

            Files.copy(directory.resolve("revoked.sealed"), directory.resolve("allowed.sealed"));

            assertThat(journal.store().load("allowed")).isInstanceOf(Loading.Unreadable.class);
        }
    }

    @Test
    void anotherKeyOpensNothing() throws IOException {
        try (Journal journal = open()) {
            journal.store().save("keys", bytes("good"));
        }
        KeyFile.create(keyFile);

        try (Journal journal = open()) {
            assertThat(journal.store().load("keys")).isInstanceOf(Loading.Unreadable.class);
        }
    }

    @Test
    void aMissingKeyIsNotReplacedWhereThereAreRecords() throws IOException {
        try (Journal journal = open()) {
            journal.store().save("keys", bytes("good"));
        }
        Files.delete(keyFile);

        assertThat(refusal()).contains("is missing");
        assertThat(keyFile).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw--w----", "rw-----w-", "rw------x"})
    void aKeyFileThatIsOpenToOthersIsRefused(String permissions) throws IOException {
        KeyFile.create(keyFile);
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(permissions));

        assertThat(refusal()).contains("is open to others");
    }

    @Test
    void aKeyFileThatTheGroupMayReadIsTaken() throws IOException {
        KeyFile.create(keyFile);
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--r-----"));

        open().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "not a keyset", "{\"primaryKeyId\":1,\"key\":[]}"})
    void aFileThatIsNoKeysetIsRefused(String content) throws IOException {
        KeyFile.create(keyFile);
        Files.writeString(keyFile, content);

        assertThat(refusal()).contains("is not a keyset");
    }

    @Test
    void aDirectoryIsUsedByOneJournalAtATime() throws IOException {
        Journal first = open();

        assertThat(refusal()).contains("in use by another gateway");

        first.close();
        open().close();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefused() throws IOException {
        Files.writeString(directory, "a file is in the way");

        assertThat(refusal()).contains("cannot be written");
    }

    @Test
    void aRefusalLetsTheDirectoryGo() throws IOException {
        Path elsewhere = directory.resolve("nowhere/sealing.key");

        assertThat(((Journal.Refused) Journal.open(directory, elsewhere)).reason())
                .contains("cannot be written");

        open().close();
    }

    @Test
    void deletedRecordsAreAbsent() throws IOException {
        try (Journal journal = open()) {
            journal.store().save("keys", bytes("good"));

            journal.store().delete("keys");
            journal.store().delete("keys");

            assertThat(journal.store().load("keys")).isInstanceOf(Loading.Absent.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "A", ".x", "a\u0000"})
    void namesThatCouldLeaveTheDirectoryAreABug(String name) throws IOException {
        try (Journal journal = open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> journal.store().load(name));
        }
    }

    @Test
    void concurrentSavesLeaveOneWholeRecord() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Journal journal = open()) {
            List<Future<?>> saves = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] content = bytes(String.valueOf(i % 10).repeat(10_000));
                saves.add(threads.submit(() -> {
                    journal.store().save("keys", content);
                    return null;
                }));
            }
            for (Future<?> save : saves) {
                save.get();
            }

            assertThat(loaded(journal, "keys")).hasSize(10_000).matches("([0-9])\\1*");
        } finally {
            threads.shutdownNow();
        }
    }

    private Journal open() {
        Journal.Opening opening = Journal.open(directory, keyFile);
        assertThat(opening).isInstanceOf(Journal.Opened.class);
        return ((Journal.Opened) opening).journal();
    }

    private String refusal() {
        Journal.Opening opening = Journal.open(directory, keyFile);
        assertThat(opening).isInstanceOf(Journal.Refused.class);
        return ((Journal.Refused) opening).reason();
    }

    private static String loaded(Journal journal, String name) {
        Loading loading = journal.store().load(name);
        assertThat(loading).isInstanceOf(Loading.Loaded.class);
        return new String(((Loading.Loaded) loading).content(), StandardCharsets.UTF_8);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
