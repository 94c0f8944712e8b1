/** Tests of the gateway's own pages. */
@NullMarked
package io.sallyport.edge.page;

import org.jspecify.annotations.NullMarked;
