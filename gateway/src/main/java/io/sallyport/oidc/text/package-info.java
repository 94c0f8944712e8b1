/**
 * Owns the exchange of single values in texts of the web's languages (forms, JSON, pages), everything else staying byte for
 * byte. Knows nothing of what the values mean.
 */
@NullMarked
package io.sallyport.oidc.text;

import org.jspecify.annotations.NullMarked;
