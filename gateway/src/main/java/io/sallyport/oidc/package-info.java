/**
 * Owns the provider's face: discovery and the union of the regions' keys, under the gateway's URL, served from memory
 * through outages. Issues no token itself but those of {@code io.sallyport.oidc.reissue}.
 */
@NullMarked
package io.sallyport.oidc;

import org.jspecify.annotations.NullMarked;
