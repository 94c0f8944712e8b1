/** Tests of what is written to disk. */
@NullMarked
package io.sallyport.journal;

import org.jspecify.annotations.NullMarked;
