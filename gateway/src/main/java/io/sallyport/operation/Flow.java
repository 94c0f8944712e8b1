package io.sallyport.operation;

/** How a request belongs to a login or a session that perhaps one region alone knows. */
public enum Flow {
    /** It belongs to none: the request is a flow of its own, and may go wherever new flows go. */
    ALONE,
    /** It begins one in a browser, which a flow cookie keeps where it began. */
    BEGINS,
    /** It is part of one. */
    PART,
    /** It spends what continues one, a code or a challenge: where its answer is lost, the flow is, and starts again. */
    SPENDS;

    /** Whether it may go wherever new flows go. */
    public boolean isNew() {
        return this == ALONE || this == BEGINS;
    }
}
