/**
 * Owns the verdict on a token: (token, keys, policy, now) to {@link io.sallyport.token.Verdict}, the cache of verdicts, and
 * revocation. Pure: no I/O, no Vert.x, no clock of its own; keys come in through {@link
 * io.sallyport.token.VerificationKeys}, which never waits.
 */
@NullMarked
package io.sallyport.token;

import org.jspecify.annotations.NullMarked;
