/** The process: command line, start, shut-down, and how the configuration reaches the parts. */
@NullMarked
package io.sallyport.app;

import org.jspecify.annotations.NullMarked;
