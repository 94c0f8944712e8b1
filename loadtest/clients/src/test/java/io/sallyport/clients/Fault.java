package io.sallyport.clients;

import java.util.Locale;

/** The ways in which a region dies here; the names are those of the regions' control ports. */
enum Fault {
    /** Nobody listens. */
    REFUSE,
    /** Each request is carried out, and its connection reset in the middle of the answer. */
    RESET,
    /** Requests are read and not answered. */
    BLACKHOLE,
    /** Each request gets a 500. */
    ERROR;

    /** For a control port. */
    String mode() {
        return name().toLowerCase(Locale.ROOT);
    }
}
