/**
 * The shell around {@code failover}: runs probes, feeds outcomes, ticks the controller, publishes the serving region and
 * tells of its decisions. No rule of failover stands here.
 */
@NullMarked
package io.sallyport.serving;

import org.jspecify.annotations.NullMarked;
