/**
 * The product over real sockets, as its users meet it: the twin regions and the gateway of the demo on free ports. Owns what
 * the tests need for that; nothing of the product is reached into, but for the demo's own starting point.
 */
@NullMarked
package io.sallyport.scenarios.endtoend;

import org.jspecify.annotations.NullMarked;
