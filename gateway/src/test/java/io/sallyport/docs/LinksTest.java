package io.sallyport.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.file.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksTest {

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)>\\s]+)|(?m)^\\[[^]]+]:\\s*<?([^>\\s]+)");
    private static final Pattern WITH_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Repository.file("gateway/docs"))) {
            List<Path> pages =
                    docs.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(
                    Stream.of(Repository.file("README.md"), Repository.file("SECURITY.md")), pages.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsToAFile(Path document) throws IOException {
        assertThat(broken(document)).as("broken links in %s", document).isEmpty();
    }

    @Test
    void brokenLinkIsFoundAndWhatIsNoRelativeLinkIsNot(@TempDir Path directory) throws IOException {
        Path document = Files.writeString(directory.resolve("a.md"), """
                [self](a.md), [part](a.md#part), [below](#below), [far](https://example.com/x.md), `[code](code.md)`
                ```
                [block](block.md)
                ```
                [gone](gone.md "title") ![picture](gone.png) [by name][name] [up](../gone-too.md#part)

                [name]: named.md
                """);

        assertThat(broken(document)).containsExactly("gone.md", "gone.png", "../gone-too.md", "named.md");
    }

    private static List<String> broken(Path document) throws IOException {
        String prose = CODE.matcher(Files.readString(document)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(LinksTest::target)
                .filter(target ->
                        !target.startsWith("#") && !WITH_SCHEME.matcher(target).matches())
                .map(target -> target.replaceFirst("#.*", ""))
                .filter(target -> Files.notExists(document.resolveSibling(target)))
                .toList();
    }

    private static String target(MatchResult link) {
        return link.group(1) == null ? link.group(2) : link.group(1);
    }
}
