/** Tests of authorization requests and of the way back to the client. */
@NullMarked
package io.sallyport.oidc.login;

import org.jspecify.annotations.NullMarked;
