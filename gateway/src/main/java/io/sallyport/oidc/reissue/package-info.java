/**
 * Owns ID tokens under the gateway's own name: a region's is verified and signed anew on its way to the client, and what a
 * client brings back of them becomes the region's again before a region sees it. No token leaves here that was not verified.
 */
@NullMarked
package io.sallyport.oidc.reissue;

import org.jspecify.annotations.NullMarked;
