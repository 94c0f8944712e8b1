/** Tests of {@code io.sallyport.serving.replay}. */
@NullMarked
package io.sallyport.serving.replay;

import org.jspecify.annotations.NullMarked;
