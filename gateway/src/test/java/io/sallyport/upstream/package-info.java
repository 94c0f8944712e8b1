/** Tests of one region's connections: how attempts end. */
@NullMarked
package io.sallyport.upstream;

import org.jspecify.annotations.NullMarked;
