package io.sallyport.scenarios.memory;

import java.util.Comparator;
import java.util.List;

/**
 * The gateway's memory while so many logins are half done.
 *
 * @param logins since the first checkpoint
 * @param heaps what lives on the heap, read several times: an odd number
 * @param direct bytes that Java code has allocated outside of it: buffers
 */
record Checkpoint(int logins, List<ClassHistogram> heaps, long direct) {

    /** Sorts. */
    Checkpoint {
        heaps = heaps.stream()
                .sorted(Comparator.comparingLong(ClassHistogram::bytes))
                .toList();
        if (heaps.size() % 2 == 0) {
            throw new IllegalArgumentException("no median of " + heaps.size());
        }
    }

    /** The heap that has as many above it as below. */
    ClassHistogram median() {
        return heaps.get(heaps.size() / 2);
    }

    /** The same, where the count of logins begins. */
    Checkpoint asFirst() {
        return new Checkpoint(0, heaps, direct);
    }

    /** Bytes between the smallest and the largest heap. */
    long width() {
        return heaps.get(heaps.size() - 1).bytes() - heaps.get(0).bytes();
    }
}
