/** Tests of the exchange of values in texts. */
@NullMarked
package io.sallyport.oidc.text;

import org.jspecify.annotations.NullMarked;
