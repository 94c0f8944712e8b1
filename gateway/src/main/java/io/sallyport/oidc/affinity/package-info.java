/**
 * Owns the knowledge of which region a code, a challenge, a session or a login belongs to: carried by the client, sealed or
 * authenticated with the key ring. Affinity only: nothing here gives anybody a right, and what does not verify is refused or
 * not believed. Which region is asked in the end is {@code io.sallyport.proxy}'s to say.
 */
@NullMarked
package io.sallyport.oidc.affinity;

import org.jspecify.annotations.NullMarked;
