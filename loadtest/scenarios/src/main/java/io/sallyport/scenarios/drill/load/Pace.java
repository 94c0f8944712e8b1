package io.sallyport.scenarios.drill.load;

import io.sallyport.time.Ticker;
import java.util.concurrent.locks.LockSupport;

/** A thread that begins each slot when it is due. One that is late begins the next ones at once, none is left out. */
final class Pace {

    private final Ticker ticker;

    Pace(Ticker ticker) {
        this.ticker = ticker;
    }

    /** What to do at a slot; must not block. */
    @FunctionalInterface
    interface Beginning {
        void slot(long number, long dueNanos);
    }

    /** Runs the first {@code slots} of the schedule, the first one at {@code startNanos}. */
    Thread start(Schedule schedule, long startNanos, long slots, Beginning beginning) {
        Thread thread = new Thread(
                () -> {
                    for (long slot = 0; slot < slots; slot++) {
                        long due = startNanos + schedule.dueNanos(slot);
                        awaitNanos(due);
                        beginning.slot(slot, due);
                    }
                },
                "pace");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void awaitNanos(long due) {
        for (long left = due - ticker.nanos(); left > 0; left = due - ticker.nanos()) {
            LockSupport.parkNanos(left);
        }
    }
}
