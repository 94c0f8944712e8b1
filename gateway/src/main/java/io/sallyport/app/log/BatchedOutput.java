package io.sallyport.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A Logback appender that never makes its caller wait for a reader of standard output: lines are encoded by who logs, kept in
 * order in bounded memory, and written by one thread, many at a time. Where the reader does not keep up, or writing fails,
 * lines are dropped and counted, those below WARN first, and the count is the next line that can be written. Stopping it, and the end of the process,
 * write what is left.
 */
public final class BatchedOutput extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final int DEFAULT_BYTES = 4 << 20;
    private static final long LONGEST_FLUSH_MILLIS = 2_000;

    /** Of the process: Logback makes the appender, and nobody else has it in hand. */
    private static final LongAdder DROPPED = new LongAdder();

    private final OutputStream target;
    private int capacity = DEFAULT_BYTES;
    private @Nullable Encoder<ILoggingEvent> encoder;
    private @Nullable LineQueue queue;
    private @Nullable Thread lastWords;

    /** On standard output. */
    public BatchedOutput() {
        this(StandardOutput.open());
    }

    /** On any stream. */
    BatchedOutput(OutputStream target) {
        this.target = target;
    }

    /** How many lines were dropped since the process began, by all of them. */
    public static long droppedLines() {
        return DROPPED.sum();
    }

    /** How an event becomes a line; required. */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /** How many bytes of lines may wait; 4 MiB where it is not said. */
    public void setCapacity(int bytes) {
        capacity = bytes;
    }

    @Override
    public void start() {
        if (encoder == null) {
            addError("an encoder is needed");
            return;
        }
        LineQueue lines = new LineQueue(capacity);
        queue = lines;
        Thread thread = new Thread(new LineWriter(lines, target, this::dropped, DROPPED::add), "log-writer");
        thread.setDaemon(true);
        thread.start();
        Thread hook = new Thread(() -> lines.flush(LONGEST_FLUSH_MILLIS), "log-flush");
        lastWords = hook;
        Runtime.getRuntime().addShutdownHook(hook);
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = Objects.requireNonNull(encoder).encode(event);
        Objects.requireNonNull(queue).offer(line, event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    private byte[] dropped(long lines) {
        Logger logger = ((LoggerContext) getContext()).getLogger(BatchedOutput.class);
        LoggingEvent event = new LoggingEvent(
                BatchedOutput.class.getName(),
                logger,
                Level.WARN,
                "log lines dropped: not read, or not writable",
                null,
                null);
        event.addKeyValuePair(new KeyValuePair("lines", lines));
        return Objects.requireNonNull(encoder).encode(event);
    }

    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        LineQueue lines = Objects.requireNonNull(queue);
        lines.flush(LONGEST_FLUSH_MILLIS);
        lines.close();
        forget(Objects.requireNonNull(lastWords));
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It runs, or has run: the process ends.
        }
    }
}
