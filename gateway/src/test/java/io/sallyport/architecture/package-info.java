/** The shape of the code: rules that the build holds. */
@NullMarked
package io.sallyport.architecture;

import org.jspecify.annotations.NullMarked;
