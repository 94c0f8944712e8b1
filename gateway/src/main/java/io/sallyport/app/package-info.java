/**
 * Owns the process: command line, wiring, life cycle. The only package that sees all others, and that maps configuration to
 * each package's own settings.
 */
@NullMarked
package io.sallyport.app;

import org.jspecify.annotations.NullMarked;
