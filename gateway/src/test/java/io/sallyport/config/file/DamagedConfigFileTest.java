package io.sallyport.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

class DamagedConfigFileTest {

    private static final String DEMO = read(Repository.file("conf/demo.yaml"));

    private @Nullable Path file;

    @BeforeProperty
    void makeFile() throws IOException {
        file = Files.createTempFile("config", ".yaml");
    }

    @AfterProperty
    void deleteFile() throws IOException {
        Files.delete(path());
    }

    @Property(tries = 1500)
    void aDamagedFileIsTakenOrRefusedInWholeLinesAndNeverThrows(
            @ForAll @IntRange(max = 1800) int at,
            @ForAll @IntRange(max = 40) int removed,
            @ForAll("pieces") String piece)
            throws IOException {
        int from = Math.min(at, DEMO.length());
        int to = Math.min(from + removed, DEMO.length());
        Files.writeString(path(), DEMO.substring(0, from) + piece + DEMO.substring(to));

        ConfigFile.Result result = ConfigFile.load(path(), name -> null);

        if (result instanceof ConfigFile.Rejected rejected) {
            List<String> lines =
                    rejected.problems().stream().map(Problem::toString).toList();
            assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line)
                    .startsWith(path().toString())
                    .doesNotContainPattern("[\\n\\r]"));
        }
    }

    @Provide
    Arbitrary<String> pieces() {
        Arbitrary<String> yaml = Arbitraries.of(
                "",
                "\n",
                "  ",
                ": ",
                "- ",
                "[",
                "{}",
                "null",
                "5",
                "-1",
                "\"",
                "'\\0'",
                "\"\\0\"",
                "&a",
                "*a",
                "!x ",
                "!!int ",
                "? ",
                "<<: ",
                "...",
                "---\n",
                "${",
                "${file:/}",
                "1e999",
                "\t",
                "\n  x: [[[[",
                "true",
                "\uFEFF",
                "#");
        return yaml.list().ofMaxSize(3).map(pieces -> String.join("", pieces));
    }

    private Path path() {
        if (file == null) {
            throw new IllegalStateException("no file yet");
        }
        return file;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
