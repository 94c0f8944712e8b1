package io.sallyport.admin.api;

import java.util.Locale;
import java.util.Set;

/**
 * Who changes something, and why. The one token does not tell operators apart, so who is what the caller says: for people who
 * read the record, not for a decision about trust.
 */
record Signature(String by, String why) {

    private static final int LONGEST_BY = 100;
    private static final int LONGEST_WHY = 500;

    /** Whom the record names for what the gateway does by itself: nobody else may pass for them. */
    private static final Set<String> RESERVED = Set.of("controller", "schedule", "gateway");

    static Signature of(Members body) {
        String by = body.text("by", LONGEST_BY).strip();
        if (RESERVED.contains(by.toLowerCase(Locale.ROOT))) {
            throw Refused.malformed("by must not be " + by + ": that is the gateway itself");
        }
        return new Signature(by, body.text("why", LONGEST_WHY).strip());
    }
}
