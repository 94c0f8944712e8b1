/** The demo: both regions and the gateway in one process, and a story to watch. */
@NullMarked
package io.sallyport.scenarios.demo;

import org.jspecify.annotations.NullMarked;
