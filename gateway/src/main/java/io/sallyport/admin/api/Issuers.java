package io.sallyport.admin.api;

import java.util.Set;

/** The issuers that there are: what is ordered for a misspelled one would do nothing, and nobody would notice. */
record Issuers(Set<String> known) {

    private static final int LONGEST = 2_000;

    /** The one that a body names. */
    String named(Members body) {
        String issuer = body.text("issuer", LONGEST);
        if (!known.contains(issuer)) {
            throw new Refused(new Problem(400, "unknown_issuer", "no issuer of that name is configured"));
        }
        return issuer;
    }
}
