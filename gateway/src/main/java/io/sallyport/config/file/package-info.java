/**
 * Owns the way from a YAML file to the records of {@code io.sallyport.config}: substitution, the JSON Schema, rules across
 * keys, and all problems at once, each as one line. Nothing of the running gateway may enter.
 */
@NullMarked
package io.sallyport.config.file;

import org.jspecify.annotations.NullMarked;
