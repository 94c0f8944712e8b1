package io.sallyport.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchedOutputTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoggerContext context = new LoggerContext();

    /** A stream whose reader may have stopped reading. */
    private static final class Pipe extends OutputStream {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final CountDownLatch reading;
        private final CountDownLatch full = new CountDownLatch(1);

        Pipe(boolean isRead) {
            reading = new CountDownLatch(isRead ? 0 : 1);
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            full.countDown();
            try {
                reading.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            read.write(bytes, from, length);
        }

        List<JsonNode> lines() throws IOException {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : read.toString(StandardCharsets.UTF_8).lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    private Logger logger(Pipe pipe, int capacity) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        BatchedOutput output = new BatchedOutput(pipe);
        output.setContext(context);
        output.setEncoder(new JsonLines());
        output.setCapacity(capacity);
        output.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(output);
        return context.getLogger("io.sallyport.test");
    }

    @Test
    void linesOfManyThreadsAreWholeAndEachThreadsInOrderAndAllThereAfterTheStop() throws Exception {
        Pipe pipe = new Pipe(true);
        Logger log = logger(pipe, 64 << 20);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String name = "t" + t;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 5_000; i++) {
                    log.atInfo().addKeyValue("thread", name).addKeyValue("i", i).log("line");
                }
            }));
        }

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        context.stop();

        List<JsonNode> lines = pipe.lines();
        assertThat(lines).hasSize(20_000);
        for (int t = 0; t < 4; t++) {
            String name = "t" + t;
            assertThat(lines.stream()
                            .filter(line -> line.path("thread").asText().equals(name))
                            .map(line -> line.path("i").asInt()))
                    .isSorted()
                    .hasSize(5_000);
        }
    }

    @Test
    void lineIsWrittenSoonWithoutAnother() {
        Pipe pipe = new Pipe(true);
        Logger log = logger(pipe, 1 << 20);

        log.info("alone");

        await().untilAsserted(() -> assertThat(pipe.lines()).hasSize(1));
        context.stop();
    }

    @Test
    void whereNobodyReadsNobodyWaitsAndTheDroppedAreCounted() throws Exception {
        Pipe pipe = new Pipe(false);
        Logger log = logger(pipe, 8 << 10);
        log.info("first");
        pipe.full.await();

        for (int i = 0; i < 1_000; i++) {
            log.info("request");
        }
        log.warn("pressing");
        pipe.reading.countDown();
        context.stop();

        List<JsonNode> lines = pipe.lines();
        List<String> messages =
                lines.stream().map(line -> line.path("message").asText()).toList();
        long kept = messages.stream().filter("request"::equals).count();
        JsonNode last = Objects.requireNonNull(lines.get(lines.size() - 1));
        assertThat(messages).startsWith("first", "request").contains("pressing");
        assertThat(kept).isBetween(10L, 100L);
        assertThat(last.path("message").asText()).startsWith("log lines dropped");
        assertThat(last.path("level").asText()).isEqualTo("WARN");
        assertThat(last.path("lines").asLong()).isEqualTo(1_000 - kept);
        assertThat(last.has("time")).isTrue();
    }

    @Test
    void stopDoesNotWaitForEverForAReader() throws Exception {
        Pipe pipe = new Pipe(false);
        logger(pipe, 1 << 20).info("never read");
        pipe.full.await();

        context.stop();

        assertThat(pipe.read.size()).isZero();
        pipe.reading.countDown();
    }

    @Test
    void withoutAnEncoderItDoesNotStart() {
        BatchedOutput output = new BatchedOutput(new Pipe(true));
        output.setContext(context);

        output.start();

        assertThat(output.isStarted()).isFalse();
        assertThat(context.getStatusManager().getCount()).isPositive();
    }
}
