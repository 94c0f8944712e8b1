package io.sallyport.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of lines that cannot be written. On the test's own thread: each write brings the next lines. */
@Timeout(60)
class LineWriterTest {

    private final LineQueue queue = new LineQueue(1 << 20);
    private final Disk disk = new Disk();
    private final AtomicLong metered = new AtomicLong();

    /** A disk that is full at first: of the first write only some bytes find room. */
    private final class Disk extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final Deque<List<String>> next = new ArrayDeque<>();
        private Exception failure = new IOException("no space left");
        private int failures = 1;

        @Override
        public void write(int b) {
            written.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            List<String> lines = next.poll();
            if (lines == null) {
                queue.close();
            } else {
                lines.forEach(LineWriterTest.this::offer);
            }
            if (failures-- > 0) {
                written.write(bytes, from, 3);
                if (failure instanceof IOException gone) {
                    throw gone;
                }
                throw (RuntimeException) failure;
            }
            written.write(bytes, from, length);
        }

        String text() {
            return written.toString(StandardCharsets.UTF_8);
        }
    }

    private void offer(String line) {
        queue.offer((line + '\n').getBytes(StandardCharsets.UTF_8), false);
    }

    private void write(LongFunction<byte[]> report) {
        new LineWriter(queue, disk, report, metered::addAndGet).run();
    }

    private static byte[] report(long lines) {
        return ("dropped " + lines + '\n').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void linesThatCannotBeWrittenAreCountedAndTheCountIsALineOfItsOwn() {
        offer("first");
        offer("second");

        write(LineWriterTest::report);

        assertThat(disk.text()).isEqualTo("fir\ndropped 2\n");
        assertThat(metered).hasValue(2);
    }

    @Test
    void theCountIsKeptUntilItCanBeWritten() {
        disk.failures = 3;
        disk.next.add(List.of("second"));
        disk.next.add(List.of("third"));
        disk.next.add(List.of());
        offer("first");

        write(LineWriterTest::report);

        assertThat(disk.text()).endsWith("\ndropped 3\n").doesNotContain("second", "third");
        assertThat(metered).hasValue(3);
    }

    @Test
    void streamThatFailsUnexpectedlyDoesNotEndTheLog() {
        disk.failure = new IllegalStateException("a bug");
        disk.next.add(List.of("second"));
        disk.next.add(List.of());
        offer("first");

        write(LineWriterTest::report);

        assertThat(disk.text()).isEqualTo("fir\ndropped 1\nsecond\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void encoderThatFailsAtTheCountDoesNotEndTheLog(boolean isForEver) {
        disk.next.add(List.of("second"));
        disk.next.add(List.of("third"));
        offer("first");
        AtomicLong reports = new AtomicLong();

        write(lines -> {
            if (isForEver || reports.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
            }
            return report(lines);
        });

        assertThat(disk.text()).isEqualTo(isForEver ? "fir\nsecond\nthird\n" : "fir\nsecond\ndropped 1\nthird\n");
        assertThat(queue.flush(0)).isTrue();
        assertThat(metered).hasValue(1);
    }
}
