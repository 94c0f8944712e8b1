package io.sallyport.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The admin listener.
 *
 * @param host address or name to bind
 * @param port 0 to 65535; 0 takes a free one
 * @param tokenFile file with the admin API's bearer token, for {@link Secret#read}; null: the API changes nothing
 */
public record Admin(String host, int port, @Nullable Path tokenFile) {}
