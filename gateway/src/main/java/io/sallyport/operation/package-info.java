/**
 * Owns what a request does, by the provider's dialect, as data. Pure: no I/O, no Vert.x, no clock.
 */
@NullMarked
package io.sallyport.operation;

import org.jspecify.annotations.NullMarked;
