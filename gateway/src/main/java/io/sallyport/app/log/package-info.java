/** Owns how log lines are formed and reach standard output. What is logged, and at which level, is not decided here. */
@NullMarked
package io.sallyport.app.log;

import org.jspecify.annotations.NullMarked;
