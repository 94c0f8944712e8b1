package io.sallyport.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How flows are led back to the region that knows them.
 *
 * @param keyRing the keys that all nodes share; null where the one node keeps its own
 * @param nodes how many serve
 */
public record Affinity(@Nullable Path keyRing, int nodes) {}
