/** Owns what several packages' tests need: a region that does what it is told, and a client that sends raw bytes. */
@NullMarked
package io.sallyport.testsupport;

import org.jspecify.annotations.NullMarked;
