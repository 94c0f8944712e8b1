package io.sallyport.guard;

/** A sign-in that was admitted, until it has ended. Used on one event loop. */
public interface Attempt {

    /** One that nobody counts. */
    Attempt UNCOUNTED = result -> {};

    /** Its delay is over; to be called before it is sent where there was one. */
    default void delayed() {
        // Most had none.
    }

    /** It has ended; a second end says nothing. One that was not sent ends in neither. */
    void end(SignInResult result);
}
