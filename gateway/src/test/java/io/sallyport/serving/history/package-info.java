/** How the shell around the controller behaves, in virtual time and against small servers on this machine. */
@NullMarked
package io.sallyport.serving.history;

import org.jspecify.annotations.NullMarked;
