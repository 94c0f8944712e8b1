package io.sallyport.scenarios.drill.result;

/** How many of some sessions could still be refreshed when all was over. */
public record RollCall(int alive, int of) {

    /** Whether there are any, and all live. */
    public boolean isComplete() {
        return of > 0 && alive == of;
    }

    /** Alive of all; 0/0 is nothing. */
    @Override
    public String toString() {
        return of == 0 ? "none" : alive + "/" + of;
    }
}
