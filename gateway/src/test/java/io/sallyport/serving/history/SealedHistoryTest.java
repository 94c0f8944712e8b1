package io.sallyport.serving.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.Journal;
import io.sallyport.serving.history.DecisionRecord.DrillOutcome;
import io.sallyport.serving.history.DecisionRecord.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class SealedHistoryTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.123456Z");

    private final Path directory;
    private final Vertx vertx;

    SealedHistoryTest(@TempDir Path directory, Vertx vertx) {
        this.directory = directory;
        this.vertx = vertx;
    }

    private static DecisionRecord decision(int number) {
        @Nullable DrillOutcome outcome = number % 2 == 0 ? null : new DrillOutcome(1, 2, 3, number);
        return new DecisionRecord(
                AT,
                Kind.TRANSITION,
                "ann",
                "why " + number,
                "on_primary",
                "on_replica",
                "r",
                0,
                "x",
                "saw",
                5,
                outcome);
    }

    private static OutageRecord outage(int number) {
        @Nullable Long first = number % 2 == 0 ? null : 7L;
        return new OutageRecord(
                AT.plusSeconds(number),
                AT,
                AT,
                true,
                List.of("us-west-2"),
                null,
                "probes_failed",
                "saw",
                1,
                first,
                number,
                2,
                3,
                4);
    }

    /** One life of a gateway: what it recalls, and then what it adds. */
    private History.Kept life(Function<SealedHistory, Object> adds) {
        Journal.Opening opened = Journal.open(directory.resolve("records"), directory.resolve("key"));
        AsyncJournal journal = new AsyncJournal(vertx, ((Journal.Opened) opened).journal());
        SealedHistory history = new SealedHistory(journal);
        Context loop = vertx.getOrCreateContext();
        History.Kept kept = on(loop, history::load);
        on(loop, () -> Future.succeededFuture(adds.apply(history)));
        on(loop, history::close);
        on(loop, journal::close);
        return kept;
    }

    private static <T> T on(Context loop, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(v -> work.get().onComplete(done));
        try {
            return done.future().await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }

    private History.Kept kept() {
        return life(history -> "nothing");
    }

    private static Object addAll(SealedHistory history, int from, int to) {
        IntStream.range(from, to).forEach(number -> history.add(decision(number)));
        return "added";
    }

    @Test
    void whatIsAddedSurvives() {
        life(history -> {
            history.add(outage(1));
            history.add(outage(2));
            return addAll(history, 0, 3);
        });

        assertThat(kept().decisions()).containsExactly(decision(0), decision(1), decision(2));
        assertThat(kept().outages()).containsExactly(outage(1), outage(2));
    }

    @Test
    void anOutageIsKeptInPlaceOfWhatWasKeptOfItBefore() {
        OutageRecord first = outage(1);
        OutageRecord over = new OutageRecord(
                first.began(), AT, AT.plusSeconds(9), true, List.of("us-west-2"), "r", "x", "saw", 1, 2L, 30, 2, 3, 4);
        life(history -> {
            history.add(first);
            history.add(outage(2));
            return "found";
        });
        life(history -> {
            history.add(over);
            return "over";
        });

        assertThat(kept().outages()).containsExactly(over, outage(2));
    }

    @Test
    void itIsBoundedAndOutagesAreNotPushedOutByDecisions() throws IOException {
        life(history -> {
            history.add(outage(1));
            return addAll(history, 0, 600);
        });
        life(history -> addAll(history, 600, 1_200));
        life(history -> addAll(history, 1_200, 1_500));

        History.Kept kept = kept();
        assertThat(kept.outages()).containsExactly(outage(1));
        assertThat(kept.decisions())
                .hasSize(History.DECISIONS)
                .endsWith(decision(1_499))
                .startsWith(decision(1_000));
        try (Stream<Path> files = Files.list(directory.resolve("records"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("history-")))
                    .as("one log, nothing old beside it")
                    .hasSize(1);
        }
    }

    @Test
    void alteredLogKeepsWhatIsAuthentic() throws IOException {
        life(history -> addAll(history, 0, 1));
        life(history -> addAll(history, 1, 2));
        Path log;
        try (Stream<Path> files = Files.list(directory.resolve("records"))) {
            log = files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length - 1] ^= 1;
        Files.write(log, bytes);

        assertThat(life(history -> addAll(history, 5, 6)).decisions()).containsExactly(decision(0));
        assertThat(kept().decisions()).containsExactly(decision(0), decision(5));
    }

    @Test
    void nothingReadableIsOnDisk() throws IOException {
        life(history -> addAll(history, 0, 3));

        try (Stream<Path> files = Files.list(directory.resolve("records"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain("on_replica"));
        }
    }
}
