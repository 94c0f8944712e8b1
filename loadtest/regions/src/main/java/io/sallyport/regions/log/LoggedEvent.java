package io.sallyport.regions.log;

import io.sallyport.regions.directory.Event;

/** An event with the time at which the primary wrote it, in milliseconds since the epoch. */
record LoggedEvent(long atMillis, Event event) {}
