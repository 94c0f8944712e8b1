package io.sallyport.regions.log;

import io.sallyport.regions.directory.Directory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The replica's view of the primary's log: reads it, and folds each record once it is as old as the lag. Nothing is
 * ever written. Blocks on the file: poll it on a worker.
 */
public final class LogFollower implements Journal.Followed, AutoCloseable {

    private final LogReader reader;
    private final Directory directory;
    private final InstantSource clock;
    private final Queue<LoggedEvent> waiting = new ArrayDeque<>();
    private final AtomicLong applied = new AtomicLong();
    private volatile long lagMillis;
    private volatile long oldestWaitingMillis = Long.MAX_VALUE;

    /**
     * Follows the log at {@code path} from its first record.
     *
     * @throws IOException if there is no such log
     */
    public LogFollower(Path path, LogKey key, Directory directory, InstantSource clock, long lagMillis)
            throws IOException {
        this.reader = new LogReader(path, key);
        this.directory = directory;
        this.clock = clock;
        this.lagMillis = lagMillis;
    }

    /**
     * Reads what is new and folds what is due.
     *
     * @throws LogDamagedException if a record cannot be trusted; what was folded before it stays
     */
    public synchronized void poll() throws IOException {
        try {
            read(clock.millis() - lagMillis, Long.MAX_VALUE);
        } finally {
            foldUntil(clock.millis() - lagMillis, Long.MAX_VALUE);
        }
    }

    /** Folds all that the log holds, whatever its age: the state from which a new replica starts. */
    public synchronized void catchUp() throws IOException {
        read(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Override
    public synchronized void foldThrough(long records) throws IOException {
        if (applied.get() < records) {
            foldUntil(Long.MAX_VALUE, records);
            read(Long.MAX_VALUE, records);
        }
        if (applied.get() < records) {
            throw new LogDamagedException(applied.get() + 1, "is missing: this region knew it, so the log was cut");
        }
    }

    /** Folds while it reads: a long log need not wait in memory. */
    private void read(long writtenAtMillis, long records) throws IOException {
        reader.readAvailable(logged -> {
            waiting.add(logged);
            foldUntil(writtenAtMillis, records);
        });
    }

    private void foldUntil(long writtenAtMillis, long records) {
        LoggedEvent next = waiting.peek();
        while (next != null && next.atMillis() <= writtenAtMillis && applied.get() < records) {
            synchronized (directory) {
                directory.fold(next.event());
                applied.incrementAndGet();
            }
            waiting.remove();
            next = waiting.peek();
        }
        oldestWaitingMillis = next == null ? Long.MAX_VALUE : next.atMillis();
    }

    /** Sets how old a record must be before this region knows it, in milliseconds, 0 or more. */
    public void lag(long millis) {
        lagMillis = millis;
    }

    /** The lag set, in milliseconds. */
    public long lag() {
        return lagMillis;
    }

    /** How long ago the oldest record was written that this region does not know yet; 0 if it knows all. */
    public long behindMillis() {
        long oldest = oldestWaitingMillis;
        return oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - oldest);
    }

    @Override
    public long applied() {
        return applied.get();
    }

    @Override
    public synchronized void close() throws IOException {
        reader.close();
    }
}
