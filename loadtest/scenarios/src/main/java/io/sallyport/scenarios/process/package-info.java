/** Owns processes of their own: how scenarios start, watch, kill and stop servers, each by its process id. */
@NullMarked
package io.sallyport.scenarios.process;

import org.jspecify.annotations.NullMarked;
