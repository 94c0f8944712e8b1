/** Tests of what the drills stand on. */
@NullMarked
package io.sallyport.scenarios.drill;

import org.jspecify.annotations.NullMarked;
