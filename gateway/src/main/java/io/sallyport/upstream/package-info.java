/**
 * Owns one region's connections: pools, breakers, bulkhead. Foreign exceptions become failure kinds here and nowhere
 * else. Knows nothing of which region serves.
 */
@NullMarked
package io.sallyport.upstream;

import org.jspecify.annotations.NullMarked;
