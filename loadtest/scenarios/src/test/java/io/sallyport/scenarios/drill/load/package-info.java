/** Tests of the load's arithmetic. */
@NullMarked
package io.sallyport.scenarios.drill.load;

import org.jspecify.annotations.NullMarked;
