/** A few rounds of what {@code ./mvnw -Pkill} does at length. */
@NullMarked
package io.sallyport.scenarios.kill;

import org.jspecify.annotations.NullMarked;
