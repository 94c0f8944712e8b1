/**
 * Owns the load of a drill: which request is due when, how each is made, and what came of it. One event loop makes them all;
 * every latency counts from the moment at which the request was due, not from the one at which it was sent.
 */
@NullMarked
package io.sallyport.scenarios.drill.load;

import org.jspecify.annotations.NullMarked;
