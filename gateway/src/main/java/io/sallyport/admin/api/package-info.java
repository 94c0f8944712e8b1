/** Owns the admin API: who may ask for what, in which form, and what is answered. Decides nothing about regions, keys or tokens. */
@NullMarked
package io.sallyport.admin.api;

import org.jspecify.annotations.NullMarked;
