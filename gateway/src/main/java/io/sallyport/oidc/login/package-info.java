/**
 * Owns what an authorization request asks for and how its answers go back to the client (RFC 6749 §4.1, OpenID Connect Core
 * §3.1.2). Texts only: which region is asked, and what is sent, are others' to say.
 */
@NullMarked
package io.sallyport.oidc.login;

import org.jspecify.annotations.NullMarked;
