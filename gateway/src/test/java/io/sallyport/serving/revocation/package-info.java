/** Tests of {@code io.sallyport.serving.revocation}. */
@NullMarked
package io.sallyport.serving.revocation;

import org.jspecify.annotations.NullMarked;
