package io.sallyport.app;

import io.sallyport.operation.DialectTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The dialects that come with the gateway. */
final class Dialects {

    private Dialects() {}

    /**
     * Reads a dialect's table.
     *
     * @throws StartRefused where this version has none
     */
    static io.sallyport.operation.Dialect load(io.sallyport.config.Dialect dialect) {
        String name = dialect.name().toLowerCase(Locale.ROOT);
        try (InputStream table = DialectTable.class.getResourceAsStream(name + ".yaml")) {
            if (table == null) {
                throw new StartRefused("dialect: \"" + name + "\": this version has no table of its operations yet");
            }
            return DialectTable.parse(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
