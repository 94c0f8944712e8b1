/** Tests of what front ends are told. */
@NullMarked
package io.sallyport.edge.front;

import org.jspecify.annotations.NullMarked;
