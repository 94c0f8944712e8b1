package io.sallyport.scenarios.memory;

import java.util.List;

/**
 * What a run has shown.
 *
 * @param growths one of each beginning
 * @param failed how many logins had to be begun again
 * @param asked how many logins were to be finished in the end
 * @param finished how many of them ended in tokens
 */
record Outcome(List<Growth> growths, int failed, int asked, int finished) {

    /** Copies. */
    Outcome {
        growths = List.copyOf(growths);
    }

    boolean isReached() {
        return finished == asked && growths.stream().allMatch(Growth::isReached);
    }
}
