package io.sallyport.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    private static final Path REFERENCE = Repository.file("gateway/docs/configuration.md");

    @Test
    void referenceIsWhatTheSchemaSays() throws IOException {
        String generated = new ConfigReference(ConfigSchema.get().node()).write();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(REFERENCE, generated);
        }

        assertThat(REFERENCE)
                .as("write it anew: ./mvnw -q test -pl gateway -Dtest=ConfigReferenceTest -Dreference.write=true")
                .hasContent(generated);
    }

    @Test
    void everyKeyIsDescribed() {
        assertThat(ConfigSchema.get().node().findParents("x-range"))
                .isNotEmpty()
                .allSatisfy(property -> assertThat(property.has("description")).isTrue());
        ConfigSchema.get().node().findValues("properties").forEach(properties -> properties
                .properties()
                .forEach(property -> assertThat(property.getValue().has("description"))
                        .as(property.getKey())
                        .isTrue()));
    }
}
