/**
 * Owns what was revoked, durably: who accepted it, until when it is enforced here, and which region has still to hear of it.
 * How a region hears of it stands in {@code serving.replay}.
 */
@NullMarked
package io.sallyport.serving.revocation;

import org.jspecify.annotations.NullMarked;
