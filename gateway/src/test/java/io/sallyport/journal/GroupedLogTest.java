package io.sallyport.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupedLogTest {

    private final Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final FullDisk disk = new FullDisk();
    private final List<String> restored = new CopyOnWriteArrayList<>();
    private final List<String> wanted = new CopyOnWriteArrayList<>();

    private final GroupedLog.Content content = new GroupedLog.Content() {
        @Override
        public void restore(List<byte[]> records) {
            restored.clear();
            records.forEach(record -> restored.add(text(record)));
            wanted.clear();
            wanted.addAll(restored);
        }

        @Override
        public List<byte[]> wanted() {
            return wanted.stream().map(GroupedLogTest::bytes).toList();
        }
    };

    GroupedLogTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** One life of the log. */
    private final class Life implements AutoCloseable {
        private final AsyncJournal journal = new AsyncJournal(vertx, disk.journal(directory));
        private final GroupedLog log = GroupedLog.sealed(journal, "revocations");

        Life() {
            log.open(content).await();
        }

        Future<Void> add(String text) {
            wanted.add(text);
            return log.append(bytes(text));
        }

        @Override
        public void close() {
            log.close().await();
            journal.close().await();
        }
    }

    @Test
    void whatWasAddedComesBackInOrder() {
        try (Life life = new Life()) {
            life.add("one").await();
            life.add("two").await();
        }
        try (Life again = new Life()) {
            assertThat(restored).containsExactly("one", "two");
            again.add("three").await();
        }
        try (Life last = new Life()) {
            assertThat(restored).containsExactly("one", "two", "three");
            assertThat(last.log.isWritable()).isTrue();
        }
    }

    @Test
    void manyThatComeAtOnceShareASync() {
        try (Life life = new Life()) {
            int before = disk.syncs();
            List<Future<Void>> added =
                    IntStream.range(0, 500).mapToObj(i -> life.add("r" + i)).toList();
            Future.join(added).await();

            assertThat(disk.syncs() - before).isLessThan(100);
        }
        try (Life again = new Life()) {
            assertThat(restored).hasSize(500).startsWith("r0").endsWith("r499");
            assertThat(again.log.isWritable()).isTrue();
        }
    }

    @Test
    void completesOnTheCallersEventLoop() throws Exception {
        try (Life life = new Life()) {
            Context context = vertx.getOrCreateContext();
            CompletableFuture<Context> where = new CompletableFuture<>();
            context.runOnContext(v -> life.add("one").onSuccess(done -> where.complete(Vertx.currentContext())));

            assertThat(where.get(10, TimeUnit.SECONDS)).isSameAs(context);
        }
    }

    @Test
    void aDiskThatIsFullPromisesNothingAndGoesOnWhenItHasRoomAgain() throws IOException {
        try (Life life = new Life()) {
            life.add("one").await();
            disk.fill(10);

            assertThat(failed(life.add("two"))).hasMessageContaining("No space left");
            assertThat(life.log.isWritable()).isFalse();
            assertThat(failed(life.log.barrier())).isNotNull();
            assertThat(files()).as("attempts leave nothing behind").isLessThanOrEqualTo(2);

            disk.mend();
            await().until(life.log::isWritable);
            life.log.barrier().await();
            life.add("three").await();
        }
        try (Life again = new Life()) {
            assertThat(restored).containsExactly("one", "two", "three");
            assertThat(files()).isEqualTo(1);
            assertThat(again.log.isWritable()).isTrue();
        }
    }

    @Test
    void whatASyncDidNotPromiseMayBeThereAndWhatItPromisedIs() {
        try (Life life = new Life()) {
            life.add("one").await();
            disk.breakDown();
            assertThat(failed(life.add("two"))).isNotNull();
        }
        disk.mend();
        try (Life again = new Life()) {
            assertThat(restored).startsWith("one").isSubsetOf("one", "two");
            again.add("three").await();
        }
    }

    @Test
    void aLogThatIsFullAtEveryByteOfARecordKeepsWhatWasThere() {
        try (Life life = new Life()) {
            life.add("one").await();
        }
        for (int room = 0; room < 60; room++) {
            wanted.clear();
            try (Life life = new Life()) {
                disk.fill(room);
                assertThat(failed(life.log.append(bytes("two")))).isNotNull();
            }
            disk.mend();
            try (Life again = new Life()) {
                assertThat(restored).as("room for %d bytes", room).contains("one");
                assertThat(again.log.isWritable()).isTrue();
            }
        }
    }

    @Test
    void isWrittenAnewWithWhatIsWantedWhenItGrows() throws IOException {
        try (Life life = new Life()) {
            for (int i = 0; i < SealedGroupedLog.SLACK; i++) {
                life.log.append(bytes("unwanted " + i));
            }
            life.log.barrier().await();
            wanted.add("wanted");
            life.log.append(bytes("unwanted")).await();
        }
        try (Life again = new Life()) {
            assertThat(restored).containsExactly("wanted");
            assertThat(files()).isEqualTo(1);
            assertThat(again.log.isWritable()).isTrue();
        }
    }

    @Test
    void aLogThatWasAlteredIsNotOpened() throws IOException {
        try (Life life = new Life()) {
            life.add("one").await();
            life.add("two").await();
        }
        Path file = file();
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] altered = good.clone();
            altered[i] ^= 1;
            Files.write(file, altered);
            assertThat(refusal()).as("byte %d", i).contains("record " + (i < good.length / 2 ? 1 : 2));
        }
        Files.write(file, good);
        try (Life again = new Life()) {
            assertThat(restored).containsExactly("one", "two");
            assertThat(again.log.isWritable()).isTrue();
        }
    }

    private String refusal() {
        AsyncJournal journal = new AsyncJournal(vertx, disk.journal(directory));
        try {
            return String.valueOf(
                    failed(GroupedLog.sealed(journal, "revocations").open(content))
                            .getMessage());
        } finally {
            journal.close().await();
        }
    }

    @Test
    void afterItsEndNothingIsPromised() {
        Life life = new Life();
        life.close();

        assertThat(failed(life.add("late"))).isNotNull();
    }

    private static Throwable failed(Future<Void> future) {
        List<Throwable> causes = new ArrayList<>();
        future.onFailure(causes::add).otherwiseEmpty().await();
        assertThat(causes).as("it failed").hasSize(1);
        return causes.get(0);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(".log")).count();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
