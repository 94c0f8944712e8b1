package io.sallyport.failover.evidence;

import io.sallyport.failure.FailureKind;

/**
 * A batch of request outcomes of one region and plane. Operations and clients are counted in sketches of 64 bits, one bit a
 * hash ({@link #bit}): the number of bits set is a lower bound of how many there were, so a sketch can make the controller
 * too careful, never too bold. Batches add up by {@code +} on counts and {@code |} on sketches.
 *
 * @param ok answered in time; a client's own fault (4xx) counts here
 * @param slow answered well, but later than the plane's {@code slowAfter}
 * @param overdue not answered yet, and later than {@code slowAfter} already: slow, but no answer. How each ends is told by
 *     {@link Evidence#ended}, and is no second outcome
 * @param connection failed with verdict {@link FailureKind.Verdict#CONNECTION}
 * @param server failed with verdict {@link FailureKind.Verdict#SERVER}
 * @param hard the slow, the overdue and those failed at connection level
 * @param soft those failed with server errors
 */
public record Tally(int ok, int slow, int overdue, int connection, int server, Spread hard, Spread soft) {

    /** Where failures came from, as sketches. */
    public record Spread(long operations, long clients) {
        /** From nowhere. */
        public static final Spread NONE = new Spread(0, 0);

        Spread plus(Spread other) {
            return new Spread(operations | other.operations, clients | other.clients);
        }
    }

    /** No outcome. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, Spread.NONE, Spread.NONE);

    /** The sketch of one hash; poor hashes are spread first. */
    public static long bit(int hash) {
        return 1L << ((hash * 0x9e3779b9) >>> 26);
    }

    /** One good outcome. */
    public static Tally ok(int clientHash) {
        return new Tally(1, 0, 0, 0, 0, Spread.NONE, Spread.NONE);
    }

    /** One slow outcome. */
    public static Tally slow(int operationHash, int clientHash) {
        return new Tally(0, 1, 0, 0, 0, spread(operationHash, clientHash), Spread.NONE);
    }

    /** One that has waited for too long, and still does. */
    public static Tally overdue(int operationHash, int clientHash) {
        return new Tally(0, 0, 1, 0, 0, spread(operationHash, clientHash), Spread.NONE);
    }

    /** One failure; {@link #NONE} where the kind says nothing about the region. */
    public static Tally failed(FailureKind kind, int operationHash, int clientHash) {
        Spread spread = spread(operationHash, clientHash);
        return switch (kind.verdict()) {
            case NONE -> NONE;
            case CONNECTION -> new Tally(0, 0, 0, 1, 0, spread, Spread.NONE);
            case SERVER -> new Tally(0, 0, 0, 0, 1, Spread.NONE, spread);
        };
    }

    private static Spread spread(int operationHash, int clientHash) {
        return new Spread(bit(operationHash), bit(clientHash));
    }

    /** Both batches. */
    public Tally plus(Tally other) {
        return new Tally(
                ok + other.ok,
                slow + other.slow,
                overdue + other.overdue,
                connection + other.connection,
                server + other.server,
                hard.plus(other.hard),
                soft.plus(other.soft));
    }

    /** All outcomes. */
    public int requests() {
        return ok + slow + overdue + connection + server;
    }

    /** Those that failed; neither slow nor overdue is failed. */
    public int failures() {
        return connection + server;
    }

    /** Whether the region answered anything at all. */
    boolean answered() {
        return ok + slow + server > 0;
    }

    /** Whether the region did what it should at least once. */
    public boolean succeeded() {
        return ok + slow > 0;
    }
}
