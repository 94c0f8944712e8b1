/**
 * The floor benchmark: what a request costs the gateway, against an empty handler and a bare forwarder of the same Vert.x in
 * the same run.
 */
@NullMarked
package io.sallyport.scenarios.floor;

import org.jspecify.annotations.NullMarked;
