/** Owns the other OpenID provider: a tiny one that plays the company whose users sign in here. Knows no region. */
@NullMarked
package io.sallyport.regions.external;

import org.jspecify.annotations.NullMarked;
