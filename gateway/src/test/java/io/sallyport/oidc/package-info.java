/** Tests of the provider's face. */
@NullMarked
package io.sallyport.oidc;

import org.jspecify.annotations.NullMarked;
