/**
 * Owns the carrying of one request: route plan, attempts, replay rule, deadlines, cancellation. Knows nothing of how a
 * refusal is worded.
 */
@NullMarked
package io.sallyport.proxy;

import org.jspecify.annotations.NullMarked;
