package io.sallyport.app;

import io.sallyport.config.Expose;
import io.sallyport.config.Provider;
import io.sallyport.config.SallyportConfig;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.DialectTable;
import io.sallyport.operation.TableOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The dialects that come with the gateway, as a configuration wants them. */
final class Dialects {

    private Dialects() {}

    /** Whether its endpoints' paths are the provider's own, which its discovery document says. */
    static boolean isDiscovered(SallyportConfig config) {
        return config.dialect() == io.sallyport.config.Dialect.OIDC;
    }

    /**
     * The configured dialect.
     *
     * @param endpoints paths of the provider's endpoints, by their names in discovery; none but for a discovered dialect
     * @throws IllegalArgumentException if the configuration's operations do not fit the dialect's, with a sentence
     */
    static Dialect load(SallyportConfig config, Map<String, String> endpoints) {
        Map<String, String> names = new HashMap<>(endpoints);
        if (config.realm() != null) {
            names.put("realm", config.realm());
        }
        if (config.pool() != null) {
            names.put("pool", config.pool());
        }
        return DialectTable.parse(
                table(config.dialect()),
                new TableOptions(
                        names,
                        config.primary().api() != null,
                        config.expose() == Expose.ADMIN,
                        rotates(config.provider()),
                        declared(config.provider()),
                        config.operations().stream().map(OwnRows::row).toList()));
    }

    private static @Nullable Boolean rotates(Provider provider) {
        Provider.RefreshTokens tokens = provider.refreshTokens();
        return tokens == null ? null : tokens == Provider.RefreshTokens.ROTATING;
    }

    private static TableOptions.Declared declared(Provider provider) {
        Provider.Sessions sessions = provider.sessions();
        Provider.Cookies cookies = provider.cookies();
        return new TableOptions.Declared(
                sessions == null ? null : sessions == Provider.Sessions.ONE_WAY,
                cookies == null ? null : cookies == Provider.Cookies.PER_REGION,
                provider.sessionCookies());
    }

    private static String table(io.sallyport.config.Dialect dialect) {
        try (InputStream table = DialectTable.class.getResourceAsStream(file(dialect))) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(io.sallyport.config.Dialect dialect) {
        return dialect.name().toLowerCase(Locale.ROOT) + ".yaml";
    }
}
