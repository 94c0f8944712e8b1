package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code gateway/docs/clients.md} names the clients that are tested here, and no others. */
class ClientsDocumentTest {

    private static final Path REPOSITORY = Node.MODULE.resolve("../..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `?([^|`]+?)`? \\| ([0-9][0-9.]*) \\|");

    /** Drives the browser. */
    private static final String DRIVER = "playwright-core";

    @Test
    void theTableHasTheVersionsThatAreTested() throws IOException {
        Map<String, String> tested = packages();
        tested.remove(DRIVER);
        tested.put("Spring Boot", property("spring-boot.version"));
        tested.put("AWS SDK for Java", property("aws-sdk.version"));

        assertThat(rows()).isEqualTo(tested);
    }

    @Test
    void everyModeThatIsTestedIsInTheTable() throws IOException {
        String document = Files.readString(REPOSITORY.resolve("gateway/docs/clients.md"));
        for (IssuerMode mode : IssuerMode.values()) {
            assertThat(document).contains("`" + mode.option() + "`");
        }
    }

    @Test
    void theDriverOfTheBrowserIsOfTheSameVersionAsItsLibrary() throws IOException {
        assertThat(packages()).containsEntry(DRIVER, property("playwright.version"));
    }

    private static Map<String, String> rows() throws IOException {
        Matcher rows = ROW.matcher(Files.readString(REPOSITORY.resolve("gateway/docs/clients.md")));
        return rows.results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }

    private static Map<String, String> packages() throws IOException {
        JsonNode module = JsonMapper.builder()
                .build()
                .readTree(Node.MODULE.resolve("package.json").toFile());
        Map<String, String> packages = new LinkedHashMap<>();
        module.get("dependencies")
                .properties()
                .forEach(each -> packages.put(each.getKey(), each.getValue().asText()));
        return packages;
    }

    private static String property(String name) throws IOException {
        Matcher found = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<")
                .matcher(Files.readString(REPOSITORY.resolve("pom.xml")));
        return found.results().map(result -> result.group(1)).findFirst().orElseThrow();
    }
}
