/** Owns a region's faults: what is wrong with it now, the port that opens and closes, and the control port. */
@NullMarked
package io.sallyport.regions.fault;

import org.jspecify.annotations.NullMarked;
