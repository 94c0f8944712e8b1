/**
 * Owns the evidence windows and the controller's state machine. Pure: no I/O, no Vert.x, no clock of its own; time comes
 * in with every call.
 */
@NullMarked
package io.sallyport.failover;

import org.jspecify.annotations.NullMarked;
