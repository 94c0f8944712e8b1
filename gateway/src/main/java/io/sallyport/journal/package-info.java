/**
 * Owns everything that the gateway writes to disk: sealed (authenticated encryption under a key file), whole (atomic
 * replacement, or an append that is synced), and never trusted when it does not open. What the records mean may not enter.
 *
 * <p>Limits: who can put back an older copy of the whole directory puts back an older state; that is not detected.
 */
@NullMarked
package io.sallyport.journal;

import org.jspecify.annotations.NullMarked;
