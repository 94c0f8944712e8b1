/** Owns how the admin API writes down what an operator asks for: the names of its JSON members, which stay. */
@NullMarked
package io.sallyport.admin.json;

import org.jspecify.annotations.NullMarked;
