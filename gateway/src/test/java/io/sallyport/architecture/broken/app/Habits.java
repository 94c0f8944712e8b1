package io.sallyport.architecture.broken.app;

import java.util.logging.Logger;

/** What only the command line may do, and it should not either. */
public final class Habits {

    private static final Logger LOG = Logger.getLogger("habits");

    private Habits() {}

    /** Logs past SLF4J. */
    public static void prints() {
        LOG.info("x");
    }
}
