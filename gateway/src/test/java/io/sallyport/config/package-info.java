/** Tests of the configuration's values. */
@NullMarked
package io.sallyport.config;

import org.jspecify.annotations.NullMarked;
