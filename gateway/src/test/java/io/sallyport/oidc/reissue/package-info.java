/** Tests of {@code io.sallyport.oidc.reissue}. */
@NullMarked
package io.sallyport.oidc.reissue;

import org.jspecify.annotations.NullMarked;
