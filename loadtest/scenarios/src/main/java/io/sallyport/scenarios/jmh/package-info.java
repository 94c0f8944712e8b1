/**
 * The benchmark of token verification: a signature alone, a token from its text, a verdict from the cache, each against
 * {@code openssl speed} on the same core in the same run. And of the gateway's own signature.
 */
@NullMarked
package io.sallyport.scenarios.jmh;

import org.jspecify.annotations.NullMarked;
