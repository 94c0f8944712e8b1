package io.sallyport.app;

/** The gateway cannot start, for a reason that the operator can mend; the message is one sentence for them. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With that sentence. */
    public StartRefused(String sentence) {
        super(sentence, null, false, false);
    }
}
