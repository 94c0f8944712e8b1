/** Owns where one HTTP/1 message ends and the next begins, for every listener. Knows nothing of what the messages say. */
@NullMarked
package io.sallyport.framing;

import org.jspecify.annotations.NullMarked;
