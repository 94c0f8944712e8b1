/** Owns the admin listener: metrics and health. Reads what others publish; decides nothing. */
@NullMarked
package io.sallyport.admin;

import org.jspecify.annotations.NullMarked;
