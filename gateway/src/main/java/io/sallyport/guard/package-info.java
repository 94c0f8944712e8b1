/**
 * Owns the lock-out of who guesses passwords, and the fence around accounts whose credential has just changed. It counts; it
 * sends nothing, waits for nobody, and keeps no name of an account: only digests under a key of this process.
 */
@NullMarked
package io.sallyport.guard;

import org.jspecify.annotations.NullMarked;
