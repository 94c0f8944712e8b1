/** Tests of the guard, in virtual time. */
@NullMarked
package io.sallyport.guard;

import org.jspecify.annotations.NullMarked;
