package io.sallyport.admin;

import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request names this listener. A web page can make a browser on this machine ask loopback under the page's own
 * name (DNS rebinding), and read the answer; it cannot make it name another host.
 */
final class KnownHost {

    private final Set<String> names;

    /** Loopback's names and the configured one, each with any port: a forwarded port may be another. */
    KnownHost(String configured) {
        names = Stream.of(configured, "localhost", "127.0.0.1", "::1")
                .map(KnownHost::bare)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isMeantBy(@Nullable HostAndPort authority) {
        return authority != null && names.contains(bare(authority.host()));
    }

    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
