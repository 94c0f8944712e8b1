/** Tests of the tables by which requests are classified. */
@NullMarked
package io.sallyport.operation;

import org.jspecify.annotations.NullMarked;
