package io.sallyport.failure;

import java.util.Locale;

/**
 * Everything that can go wrong with an attempt at a region, and what each kind says about the region ({@link #verdict()}).
 * Whether the region can have seen the request is not the kind's to say: the type of the attempt's outcome does.
 */
public enum FailureKind {
    /** The name did not resolve. */
    DNS(Verdict.CONNECTION),
    /** The port is closed. */
    REFUSED(Verdict.CONNECTION),
    /** No answer to the connection attempt within the connect timeout, or no route. */
    UNREACHABLE(Verdict.CONNECTION),
    /** The TLS handshake failed: certificate, name or protocol. */
    TLS(Verdict.CONNECTION),
    /** The connection ended before the answer was complete. */
    RESET(Verdict.CONNECTION),
    /** No complete answer within the attempt's deadline. */
    TIMEOUT(Verdict.CONNECTION),
    /** An HTTP 5xx that is the region's own. */
    SERVER_ERROR(Verdict.SERVER),
    /** An HTTP 5xx by which a replica refuses to write: nothing is wrong with it. */
    WRITE_REFUSED(Verdict.NONE),
    /** An answer that is not the protocol's own: a balancer's page, a maintenance page with 200. */
    FOREIGN(Verdict.SERVER),
    /** 429, or Cognito's TooManyRequestsException: shed load, do not fail over. */
    OVERLOAD(Verdict.NONE),
    /** The gateway's own bound on requests in flight to the region: says nothing about the region. */
    BULKHEAD(Verdict.NONE),
    /** The region was found lost while the attempt waited, and a better one had room: the finding was evidence already. */
    REGION_LOST(Verdict.NONE),
    /** The client left, or stopped sending. */
    CANCELLED(Verdict.NONE),
    /** The gateway's own mistake. */
    INTERNAL(Verdict.NONE);

    /** What a failure says about the region. */
    public enum Verdict {
        /** Nothing. */
        NONE,
        /** The region cannot be reached or does not answer. */
        CONNECTION,
        /** The region answers, wrongly. */
        SERVER
    }

    private final Verdict verdict;
    private final String tag = name().toLowerCase(Locale.ROOT);

    FailureKind(Verdict verdict) {
        this.verdict = verdict;
    }

    /** What it says about the region. */
    public Verdict verdict() {
        return verdict;
    }

    /** Whether it counts against the region. */
    public boolean isEvidence() {
        return verdict != Verdict.NONE;
    }

    /** The value of the {@code outcome} label. */
    public String tag() {
        return tag;
    }
}
