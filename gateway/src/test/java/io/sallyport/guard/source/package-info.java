/** Tests of who a source is, and of its places. */
@NullMarked
package io.sallyport.guard.source;

import org.jspecify.annotations.NullMarked;
