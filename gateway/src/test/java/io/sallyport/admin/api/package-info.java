/** Tests of the admin API over real sockets: what is asked, how, and what is answered. */
@NullMarked
package io.sallyport.admin.api;

import org.jspecify.annotations.NullMarked;
