/** Owns who may sign in: password hashes, TOTP, registration and the messages a mailbox would get. No HTTP. */
@NullMarked
package io.sallyport.regions.signin;

import org.jspecify.annotations.NullMarked;
