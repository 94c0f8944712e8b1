package io.sallyport.failover;

/**
 * What a plane's window of real requests holds.
 *
 * @param requests all that count as evidence
 * @param slow answered, but later than the plane's {@code slowAfter}
 * @param connection failed at connection level
 * @param server failed with a server error or a foreign answer
 * @param operations distinct operations among the failed and slow; a lower bound
 * @param clients distinct clients among the failed and slow; a lower bound
 * @param firstFailureNanos when the oldest of them came in; without meaning if there is none
 * @param trip what follows
 */
public record WindowReading(
        int requests,
        int slow,
        int connection,
        int server,
        int operations,
        int clients,
        long firstFailureNanos,
        Trip trip) {

    /** What a window says about its plane. */
    public enum Trip {
        /** Fewer than the tripping share failed, or too few requests to say. */
        NONE,
        /** Tripped by one operation of one client: suspicion only. */
        NARROW,
        /** Tripped only with server errors, of few clients: a loss only if the plane's own probes fail as well. */
        SERVER_ERRORS,
        /** Tripped by failures that no single caller can be the cause of. */
        BROAD
    }

    /** An empty window. */
    public static WindowReading empty() {
        return new WindowReading(0, 0, 0, 0, 0, 0, 0, Trip.NONE);
    }

    /** Whether the tripping share was reached. */
    public boolean tripped() {
        return trip != Trip.NONE;
    }

    /** The failed share, 0 to 1; slow answers are not failures. */
    public double failedShare() {
        return requests == 0 ? 0 : (double) (connection + server) / requests;
    }

    /** For the decision record. */
    String describe() {
        return (connection + server + slow) + " of " + requests + " requests failed or slow (" + connection
                + " connection, " + server + " server, " + slow + " slow) in " + operations + " operations from "
                + clients + " clients";
    }
}
