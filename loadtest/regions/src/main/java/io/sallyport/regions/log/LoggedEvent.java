package io.sallyport.regions.log;

import io.sallyport.regions.directory.Event;

/**
 * An event as a log keeps it.
 *
 * @param atMillis when the region wrote it, in milliseconds since the epoch
 * @param after in a replica's own log: how many records of the primary's log it knew by then; 0 in the primary's
 */
record LoggedEvent(long atMillis, Event event, long after) {}
