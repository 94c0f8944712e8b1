/** Owns the Cognito JSON API surface: operations, wire shapes and the service's own errors. */
@NullMarked
package io.sallyport.regions.cognito;

import org.jspecify.annotations.NullMarked;
