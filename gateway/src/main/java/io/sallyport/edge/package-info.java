/**
 * Owns the data-plane listener: routing table, header hygiene, limits, refusals and error rendering in the caller's
 * language. Decides nothing about regions or tokens; asks {@code oidc} and {@code proxy}.
 */
@NullMarked
package io.sallyport.edge;

import org.jspecify.annotations.NullMarked;
