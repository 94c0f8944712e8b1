/** Owns the proof that no acknowledged sign-out is lost: a gateway that is killed at random moments, again and again. */
@NullMarked
package io.sallyport.scenarios.kill;

import org.jspecify.annotations.NullMarked;
