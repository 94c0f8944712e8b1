/** Tests of the way from a YAML file to the records. */
@NullMarked
package io.sallyport.config.file;

import org.jspecify.annotations.NullMarked;
