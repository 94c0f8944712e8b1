package io.sallyport.scenarios.drill.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where every request is written down, when it begins and when it ends; from any thread. */
final class Samples {

    /** What became of a request that got no answer at all. */
    static final String UNANSWERED = "unanswered";

    private record Begun(Kind kind, long dueNanos, long sentNanos) {
        Sample ended(long doneNanos, @Nullable String failure, @Nullable Side side) {
            return new Sample(kind, dueNanos, sentNanos, doneNanos, failure, side);
        }
    }

    private final List<Sample> all = new ArrayList<>();
    private final Map<Long, Begun> underWay = new HashMap<>();
    private long last;

    /** A request begins; says its number. */
    synchronized long begin(Kind kind, long dueNanos, long sentNanos) {
        last++;
        underWay.put(last, new Begun(kind, dueNanos, sentNanos));
        return last;
    }

    /** It ends; one from before the last {@link #clear} is nobody's any more. */
    synchronized void end(long number, long doneNanos, @Nullable String failure, @Nullable Side side) {
        Begun begun = underWay.remove(number);
        if (begun != null) {
            all.add(begun.ended(doneNanos, failure, side));
        }
    }

    synchronized int underWay() {
        return underWay.size();
    }

    synchronized void clear() {
        all.clear();
        underWay.clear();
    }

    /** All of them; what is still under way has failed. */
    synchronized List<Sample> all(long nowNanos) {
        List<Sample> copy = new ArrayList<>(all);
        underWay.values().forEach(begun -> copy.add(begun.ended(nowNanos, UNANSWERED, null)));
        return copy;
    }
}
