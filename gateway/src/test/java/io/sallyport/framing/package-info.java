/** Tests of the listener: what reaches its handlers, and what leaves through them. */
@NullMarked
package io.sallyport.framing;

import org.jspecify.annotations.NullMarked;
