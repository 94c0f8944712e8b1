/** The admin listener over real sockets. */
@NullMarked
package io.sallyport.admin;

import org.jspecify.annotations.NullMarked;
