/** Tests of the meters: what is exported is what the table says. */
@NullMarked
package io.sallyport.metrics;

import org.jspecify.annotations.NullMarked;
