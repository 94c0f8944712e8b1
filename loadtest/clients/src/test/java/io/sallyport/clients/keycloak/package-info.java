/**
 * Two real Keycloak sites, a primary and one whose database is a hot standby of the primary's, another provider, and the
 * gateway's jar before them: each a process of its own.
 */
@NullMarked
package io.sallyport.clients.keycloak;

import org.jspecify.annotations.NullMarked;
