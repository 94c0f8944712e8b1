package io.sallyport.scenarios.drill.result;

/** How many of some sessions could still be refreshed when all was over. */
public record RollCall(int alive, int of) {

    /** Alive of all. */
    @Override
    public String toString() {
        return alive + "/" + of;
    }
}
