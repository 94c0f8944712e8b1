/** How log lines are formed and reach standard output. */
@NullMarked
package io.sallyport.app.log;

import org.jspecify.annotations.NullMarked;
