package io.sallyport.app;

import io.sallyport.config.SallyportConfig;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.DialectTable;
import io.sallyport.operation.TableOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The dialects that come with the gateway, as a configuration wants them. */
final class Dialects {

    private Dialects() {}

    /** Whether this version has the table of a dialect's operations. */
    static boolean has(io.sallyport.config.Dialect dialect) {
        return DialectTable.class.getResource(file(dialect)) != null;
    }

    /** The configured dialect, whose table must be there. */
    static Dialect load(SallyportConfig config) {
        return load(config, Map.of());
    }

    /**
     * The configured dialect.
     *
     * @param endpoints paths of the provider's endpoints, by their names in discovery
     */
    static Dialect load(SallyportConfig config, Map<String, String> endpoints) {
        Map<String, String> names = new HashMap<>(endpoints);
        if (config.realm() != null) {
            names.put("realm", config.realm());
        }
        if (config.pool() != null) {
            names.put("pool", config.pool());
        }
        boolean hasApi = config.primary().api() != null;
        return DialectTable.parse(
                table(config.dialect()), new TableOptions(names, hasApi, false, null, null, List.of()));
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
