/** The twin regions: a stand-in provider pair for demo, tests and drills. Never depends on the gateway. */
@NullMarked
package io.sallyport.regions;

import org.jspecify.annotations.NullMarked;
