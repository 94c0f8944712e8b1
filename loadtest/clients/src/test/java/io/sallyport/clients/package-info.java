/**
 * OpenID Connect clients as their users have them, unchanged, against the demo: twin regions and a gateway. Owns what drives
 * each of them, and what the tests need for that; nothing of the product is reached into.
 */
@NullMarked
package io.sallyport.clients;

import org.jspecify.annotations.NullMarked;
