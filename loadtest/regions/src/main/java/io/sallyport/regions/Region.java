package io.sallyport.regions;

import java.net.URI;

/** One running region. */
public interface Region {

    /** Its name, for example {@code us-west-2}. */
    String name();

    /** Where it serves: {@code http://127.0.0.1:<port>}, without a path. The port stays the same over faults. */
    URI baseUrl();

    /** The port of {@link #baseUrl}. */
    int port();

    /** The port of 127.0.0.1 that takes {@code POST /-/fault}; it answers whatever the fault. */
    int faultPort();

    /** The {@code iss} of its tokens. */
    String issuer();
}
