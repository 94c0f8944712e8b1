/** Owns signing keys and tokens: minting, checking, refreshing and revoking. No HTTP. */
@NullMarked
package io.sallyport.regions.token;

import org.jspecify.annotations.NullMarked;
