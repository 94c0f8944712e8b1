package io.sallyport.failure;

import java.util.Locale;

/**
 * Everything that can go wrong with an attempt at a region. What the kind says about the region ({@link #verdict()}) and
 * whether the region can have seen the request ({@link #neverSent()}) stand here, so that retry and evidence both follow
 * from the kind alone.
 */
public enum FailureKind {
    /** The name did not resolve. */
    DNS(Verdict.CONNECTION, true),
    /** The port is closed. */
    REFUSED(Verdict.CONNECTION, true),
    /** No answer to the connection attempt within the connect timeout, or no route. */
    UNREACHABLE(Verdict.CONNECTION, true),
    /** The TLS handshake failed: certificate, name or protocol. */
    TLS(Verdict.CONNECTION, true),
    /** The connection ended before the answer was complete. */
    RESET(Verdict.CONNECTION, false),
    /** No complete answer within the attempt's deadline. */
    TIMEOUT(Verdict.CONNECTION, false),
    /** An HTTP 5xx that is the region's own. */
    SERVER_ERROR(Verdict.SERVER, false),
    /** An answer that is not the protocol's own: a balancer's page, a maintenance page with 200. */
    FOREIGN(Verdict.SERVER, false),
    /** 429, or Cognito's TooManyRequestsException: shed load, do not fail over. */
    OVERLOAD(Verdict.NONE, false),
    /** The gateway's own bound on requests in flight to the region: says nothing about the region. */
    BULKHEAD(Verdict.NONE, true),
    /** The client left, or stopped sending. */
    CANCELLED(Verdict.NONE, false),
    /** The gateway's own mistake. */
    INTERNAL(Verdict.NONE, false);

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
    private final boolean neverSent;
    private final String tag = name().toLowerCase(Locale.ROOT);

    FailureKind(Verdict verdict, boolean neverSent) {
        this.verdict = verdict;
        this.neverSent = neverSent;
    }

    /** What it says about the region. */
    public Verdict verdict() {
        return verdict;
    }

    /** Whether it counts against the region. */
    public boolean isEvidence() {
        return verdict != Verdict.NONE;
    }

    /** Whether the region provably saw nothing of the request, so that even a write may be answered as not done. */
    public boolean neverSent() {
        return neverSent;
    }

    /** The value of the {@code outcome} label. */
    public String tag() {
        return tag;
    }
}
