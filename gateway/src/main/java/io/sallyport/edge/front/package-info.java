/**
 * Owns what front ends are told of what works: the capabilities, and their stream of events. Knows no request of a provider's
 * and refuses nothing in its name.
 */
@NullMarked
package io.sallyport.edge.front;

import org.jspecify.annotations.NullMarked;
