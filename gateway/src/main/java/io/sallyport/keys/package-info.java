/**
 * Owns where verification keys come from: the JWKS sources of each issuer, their refresh, the last good answer of each,
 * the operator's list of denied keys, and the union that the gateway publishes. Never blocks an event loop; what a token is worth is {@code io.sallyport.token}'s to
 * say.
 */
@NullMarked
package io.sallyport.keys;

import org.jspecify.annotations.NullMarked;
