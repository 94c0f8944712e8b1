package io.sallyport.serving.replay;

/** What a region said to a revocation that was taken to it. */
public enum Delivery {
    /** What was to be revoked is not good there any more, or never was. */
    ACCEPTED,
    /** No, and it would say so again. */
    REFUSED,
    /** It did not answer, or its answer is a failure of its own: another time it may be otherwise. */
    FAILED,
    /** It asks for patience. */
    BUSY
}
