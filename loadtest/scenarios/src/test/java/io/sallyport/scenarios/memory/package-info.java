/** Tests of how memory is read and judged. */
@NullMarked
package io.sallyport.scenarios.memory;

import org.jspecify.annotations.NullMarked;
