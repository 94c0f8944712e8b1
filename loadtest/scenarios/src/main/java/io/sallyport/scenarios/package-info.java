/** Scenarios that use the product as its users would: the demo, drills, load and comparison. */
@NullMarked
package io.sallyport.scenarios;

import org.jspecify.annotations.NullMarked;
