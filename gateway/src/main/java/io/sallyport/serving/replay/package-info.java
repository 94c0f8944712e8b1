/**
 * Owns how a region hears of a revocation that it would not learn of by itself: in which order, when, how often, and by which
 * credential. What has to be replayed stands in {@code serving.revocation}.
 */
@NullMarked
package io.sallyport.serving.replay;

import org.jspecify.annotations.NullMarked;
