/** Tests of the twin regions over real sockets, and what they share. */
@NullMarked
package io.sallyport.regions;

import org.jspecify.annotations.NullMarked;
