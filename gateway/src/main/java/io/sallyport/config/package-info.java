/**
 * Owns the configuration as immutable records, one a section of the file. Seen by {@code app} alone, which maps it to each
 * package's own settings; nothing of the running gateway may enter. The file itself is read by
 * {@code io.sallyport.config.file}.
 */
@NullMarked
package io.sallyport.config;

import org.jspecify.annotations.NullMarked;
