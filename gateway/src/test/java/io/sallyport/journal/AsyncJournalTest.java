package io.sallyport.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class AsyncJournalTest {

    private final Path directory;

    AsyncJournalTest(@TempDir Path temporary) {
        this.directory = temporary.resolve("state");
    }

    @Test
    void savesInTheOrderOfTheCallsAndOffTheEventLoop(Vertx vertx, VertxTestContext test) {
        AsyncJournal journal = new AsyncJournal(vertx, open());
        Context context = vertx.getOrCreateContext();

        context.runOnContext(start -> {
            for (int i = 0; i < 10; i++) {
                journal.save("record", text("old " + i)).onFailure(test::failNow);
            }
            journal.save("record", text("last"))
                    .compose(saved -> journal.load("record"))
                    .onComplete(test.succeeding(loading -> test.verify(() -> {
                        assertThat(Vertx.currentContext()).isSameAs(context);
                        assertThat(((Loading.Loaded) loading).content()).isEqualTo(text("last"));
                    })))
                    .compose(loading -> journal.close())
                    .onComplete(test.succeedingThenComplete());
        });
    }

    @Test
    void aLogIsAppendedAndReadBack(Vertx vertx, VertxTestContext test) {
        AsyncJournal journal = new AsyncJournal(vertx, open());

        journal.openLog("decisions")
                .compose(opening -> journal.append(((SealedLog.Opened) opening).log(), List.of(text("one"))))
                .compose(appended -> journal.openLog("decisions"))
                .onComplete(test.succeeding(opening -> test.verify(
                        () -> assertThat(((SealedLog.Opened) opening).records()).containsExactly(text("one")))))
                .compose(read -> journal.close())
                .onComplete(test.succeedingThenComplete());
    }

    @Test
    void anAppendThatIsRefusedFailsItsFuture(Vertx vertx, VertxTestContext test) {
        AsyncJournal journal = new AsyncJournal(vertx, open());

        journal.openLog("decisions")
                .compose(opening -> {
                    SealedLog log = ((SealedLog.Opened) opening).log();
                    return journal.append(log, List.of(new byte[LogRecords.MAX_BYTES + 1]));
                })
                .onComplete(test.failingThenComplete());
    }

    private Journal open() {
        return ((Journal.Opened) Journal.open(directory, directory.resolve("sealing.key"))).journal();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
