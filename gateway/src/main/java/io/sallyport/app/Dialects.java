package io.sallyport.app;

import io.sallyport.operation.DialectTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** The dialects that come with the gateway. */
final class Dialects {

    private Dialects() {}

    /** Whether this version has the table of a dialect's operations. */
    static boolean has(io.sallyport.config.Dialect dialect) {
        return DialectTable.class.getResource(file(dialect)) != null;
    }

    /** Reads a dialect's table, which must be there. */
    static io.sallyport.operation.Dialect load(io.sallyport.config.Dialect dialect) {
        try (InputStream table = DialectTable.class.getResourceAsStream(file(dialect))) {
            return DialectTable.parse(new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(io.sallyport.config.Dialect dialect) {
        return dialect.name().toLowerCase(Locale.ROOT) + ".yaml";
    }
}
