/** Tests of what the documents say. */
@NullMarked
package io.sallyport.docs;

import org.jspecify.annotations.NullMarked;
