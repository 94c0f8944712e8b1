/** Owns the OAuth 2.0 and OpenID Connect surface: endpoints and the pages a browser sees. */
@NullMarked
package io.sallyport.regions.oauth;

import org.jspecify.annotations.NullMarked;
