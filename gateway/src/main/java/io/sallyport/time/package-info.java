/** Owns the clock seam: the only place that reads a system clock. No other package of the gateway may do so. */
@NullMarked
package io.sallyport.time;

import org.jspecify.annotations.NullMarked;
