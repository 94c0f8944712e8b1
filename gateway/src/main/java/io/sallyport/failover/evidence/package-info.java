/**
 * Owns how outcomes and probe results become an {@link io.sallyport.failover.Assessment}. Pure and single-threaded: fed in
 * batches with the time, from the controller's tick.
 */
@NullMarked
package io.sallyport.failover.evidence;

import org.jspecify.annotations.NullMarked;
