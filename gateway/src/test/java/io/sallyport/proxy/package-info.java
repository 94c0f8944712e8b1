/** Tests of plans, replay and deadlines. */
@NullMarked
package io.sallyport.proxy;

import org.jspecify.annotations.NullMarked;
