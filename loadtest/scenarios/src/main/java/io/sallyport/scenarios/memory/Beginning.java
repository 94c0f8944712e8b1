package io.sallyport.scenarios.memory;

/** How a login begins, and what it may cost the gateway until it ends. */
enum Beginning {
    /** Authorize, and the login page. */
    BROWSER("browser", 5_000, -10, 10),
    /** The same, its request pushed before. */
    PUSHED("PAR", 1_500, -10, 10),
    /**
     * A challenge by Cognito's API, whose region the gateway has to remember. It shows, too, that what is remembered is seen
     * here: were it found to cost nothing, the other figures would prove nothing.
     */
    CHALLENGED("USER_SRP_AUTH", 500, 50, 300);

    private static final int STEPS = 4;

    private final String label;
    private final int step;
    private final double low;
    private final double high;

    Beginning(String label, int step, double low, double high) {
        this.label = label;
        this.step = step;
        this.low = low;
        this.high = high;
    }

    String label() {
        return label;
    }

    /** How many are begun between one look at the memory and the next. */
    int step() {
        return step;
    }

    /** How often. */
    static int steps() {
        return STEPS;
    }

    /** How many are half done in the end. */
    int most() {
        return STEPS * step;
    }

    /** Bytes of live heap a login. */
    Range wanted() {
        return new Range(low, high);
    }
}
