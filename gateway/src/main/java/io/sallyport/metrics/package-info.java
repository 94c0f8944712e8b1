/**
 * Owns every meter's name and labels. Label values come from configuration or a closed list, never from a request; a
 * caller hands in names, not requests.
 */
@NullMarked
package io.sallyport.metrics;

import org.jspecify.annotations.NullMarked;
