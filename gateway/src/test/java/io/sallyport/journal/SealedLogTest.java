package io.sallyport.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedLogTest {

    private final Path directory;
    private final Journal journal;

    SealedLogTest(@TempDir Path temporary) {
        this.directory = temporary.resolve("state");
        Journal.Opening opening = Journal.open(directory, temporary.resolve("sealing.key"));
        this.journal = ((Journal.Opened) opening).journal();
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void recordsComeBackInOrder() throws IOException {
        write("one", "two");
        write("three");

        assertThat(texts(opened().records())).containsExactly("one", "two", "three");
    }

    @Test
    void anAlteredRecordIsNamed() throws IOException {
        write("one", "two", "three");
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(), bytes);

        SealedLog.Damaged damaged = damaged();

        assertThat(damaged.record()).isEqualTo(2);
        assertThat(damaged.reason()).startsWith("altered");
        assertThat(texts(damaged.before())).containsExactly("one");
    }

    @Test
    void aCutIsNamedWhereverItIs() throws IOException {
        write("one", "two");
        byte[] bytes = Files.readAllBytes(file());

        for (int length = 0; length < bytes.length; length++) {
            Files.write(file(), Arrays.copyOf(bytes, length));
            SealedLog.Damaged damaged = damaged();
            assertThat(damaged.record()).isEqualTo(length < bytes.length / 2 ? 1 : 2);
            assertThat(damaged.reason()).isEqualTo("cut");
        }
    }

    @Test
    void swappedRecordsAreRefused() throws IOException {
        write("one", "two");
        byte[] bytes = Files.readAllBytes(file());
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, 0, swapped, bytes.length / 2, bytes.length / 2);
        System.arraycopy(bytes, bytes.length / 2, swapped, 0, bytes.length / 2);
        Files.write(file(), swapped);

        assertThat(damaged().record()).isEqualTo(1);
    }

    @Test
    void anUnfinishedAppendIsDroppedAndTheLogGoesOn() throws IOException {
        write("one");
        Files.write(file(), new byte[] {0, 0, 0, 50, 1, 2, 3}, StandardOpenOption.APPEND);

        write("two");

        assertThat(texts(opened().records())).containsExactly("one", "two");
    }

    @Test
    void whateverACrashLeftOfAnAppendIsDroppedOrWhole() throws IOException {
        write("one");
        Path head = directory.resolve("decisions.head.sealed");
        byte[] before = Files.readAllBytes(head);
        int promised = (int) Files.size(file());
        write("two");
        byte[] bytes = Files.readAllBytes(file());

        for (int length = promised; length <= bytes.length; length++) {
            Files.write(head, before);
            Files.write(file(), Arrays.copyOf(bytes, length));
            boolean isWhole = length == bytes.length;
            assertThat(texts(opened().records()))
                    .as("%d bytes of %d", length, bytes.length)
                    .isEqualTo(isWhole ? List.of("one", "two") : List.of("one"));
            assertThat(Files.size(file())).isEqualTo(isWhole ? length : promised);
        }
    }

    @Test
    void aCrashAtTheVeryBeginningIsNoDamage() throws IOException {
        write();
        Files.delete(directory.resolve("decisions.head.sealed"));
        assertThat(Files.size(file())).isZero();

        write("one");

        assertThat(texts(opened().records())).containsExactly("one");
    }

    @Test
    void aRecordThatReachedTheDiskBeforeACrashIsKept() throws IOException {
        write("one");
        Path head = directory.resolve("decisions.head.sealed");
        byte[] before = Files.readAllBytes(head);
        write("two");
        Files.write(head, before);

        write("three");

        assertThat(texts(opened().records())).containsExactly("one", "two", "three");
    }

    @Test
    void aLogWithoutItsHeadOrItsFileIsDamaged() throws IOException {
        write("one");
        Path head = directory.resolve("decisions.head.sealed");
        byte[] bytes = Files.readAllBytes(head);
        Files.delete(head);
        assertThat(damaged().reason()).contains("head");

        Files.write(head, bytes);
        Files.delete(file());
        assertThat(damaged().reason()).contains("file is missing");
    }

    @Test
    void aReplacedLogBeginsWithWhatItIsGivenAndKeepsTheOldFile() throws IOException {
        write("one", "two");
        Path old = file();
        Files.write(old, new byte[0]);
        assertThat(damaged().record()).isEqualTo(1);

        journal.replaceLog("decisions", List.of(bytes("kept")));
        write("three");

        assertThat(texts(opened().records())).containsExactly("kept", "three");
        assertThat(old.resolveSibling(old.getFileName() + ".old")).exists();
    }

    @Test
    void recordsOfAnEarlierIncarnationDoNotOpen() throws IOException {
        write("one");
        byte[] earlier = Files.readAllBytes(file());
        journal.replaceLog("decisions", List.of(bytes("new")));

        Files.write(file(), earlier);

        assertThat(damaged().record()).isEqualTo(1);
    }

    @Test
    void aClosedLogAndAHugeRecordAreRefused() throws IOException {
        SealedLog log = opened().log();
        assertThatIllegalArgumentException().isThrownBy(() -> log.append(List.of(new byte[LogRecords.MAX_BYTES + 1])));

        log.append(List.of(new byte[LogRecords.MAX_BYTES]));
        log.close();

        assertThatIOException().isThrownBy(() -> log.append(List.of(bytes("late"))));
        assertThat(log.size()).isEqualTo(1);
    }

    private void write(String... texts) throws IOException {
        try (SealedLog log = opened().log()) {
            log.append(Arrays.stream(texts).map(SealedLogTest::bytes).toList());
        }
    }

    private SealedLog.Opened opened() throws IOException {
        SealedLog.Opening opening = journal.openLog("decisions");
        assertThat(opening).isInstanceOf(SealedLog.Opened.class);
        return (SealedLog.Opened) opening;
    }

    private SealedLog.Damaged damaged() throws IOException {
        SealedLog.Opening opening = journal.openLog("decisions");
        assertThat(opening).isInstanceOf(SealedLog.Damaged.class);
        return (SealedLog.Damaged) opening;
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
