package io.sallyport.scenarios.memory;

/**
 * Bytes a login.
 *
 * @param low the least
 * @param high the most
 */
record Range(double low, double high) {

    /** Less than a reference to anything takes with what it leads to: no login is remembered. */
    static final Range NOTHING = new Range(-10, 10);

    /** Whether the line is surely so steep. */
    boolean holds(Line line) {
        return line.slope() - line.spread() > low && line.slope() + line.spread() < high;
    }
}
