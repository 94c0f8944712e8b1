/**
 * Owns who a request comes from, as far as limits go: what of an address tells one subscriber from another, networks, and how many
 * places one source may take. No address is looked up, none is kept longer than its places are taken.
 */
@NullMarked
package io.sallyport.guard.source;

import org.jspecify.annotations.NullMarked;
