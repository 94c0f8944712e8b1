package io.sallyport.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {

    @Test
    void referenceIsWhatTheTableSays() throws IOException {
        Path reference = docs().resolve("metrics.md");
        String generated = MetricsReference.write();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(reference, generated);
        }

        assertThat(reference)
                .as("write it anew: ./mvnw -q test -pl gateway -Dtest=MetricsReferenceTest -Dreference.write=true")
                .hasContent(generated);
    }

    /** Whichever module's directory the tests run in. */
    private static Path docs() {
        Path here = Path.of("docs");
        return Files.exists(here.resolve("configuration.md"))
                ? here
                : Path.of("gateway").resolve(here);
    }
}
