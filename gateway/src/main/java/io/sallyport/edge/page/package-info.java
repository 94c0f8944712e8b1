/**
 * Owns how a page of the gateway's own looks. Knows neither requests nor refusals: what a page says is given to it.
 */
@NullMarked
package io.sallyport.edge.page;

import org.jspecify.annotations.NullMarked;
