/**
 * Owns the closed vocabulary of failures. Foreign exceptions are translated into it once, where they are met; nothing else
 * may enter.
 */
@NullMarked
package io.sallyport.failure;

import org.jspecify.annotations.NullMarked;
