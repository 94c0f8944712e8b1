/** Owns the admin listener: metrics, health, and the way to the admin API. Reads what others publish; decides nothing. */
@NullMarked
package io.sallyport.admin;

import org.jspecify.annotations.NullMarked;
