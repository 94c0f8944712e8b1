/**
 * Owns the proof that a login which waits for its user costs the gateway nothing: two regions and a gateway, each a process of
 * its own, tens of thousands of logins that are begun and not finished, and what the gateway's memory has grown by.
 */
@NullMarked
package io.sallyport.scenarios.memory;

import org.jspecify.annotations.NullMarked;
