package io.sallyport.regions.log;

import java.io.IOException;

/** The log was tampered with, cut, or written under another key. Nothing from the named record on can be trusted. */
public final class LogDamagedException extends IOException {

    LogDamagedException(long record, String what) {
        super("log record " + record + " " + what);
    }

    LogDamagedException(long record, String what, Throwable cause) {
        super("log record " + record + " " + what, cause);
    }
}
