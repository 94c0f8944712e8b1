package io.sallyport.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.Issuer;
import io.sallyport.config.SallyportConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleFilesTest {

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Repository.file("conf"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleLoads(Path file) {
        assertThat(ConfigFile.load(file, name -> null)).isInstanceOf(ConfigFile.Loaded.class);
    }

    @Test
    void demoIsTheOneOfTheDesign() {
        SallyportConfig demo = demo(Map.of());

        assertThat(demo.publicUrl()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(demo.primary().name()).isEqualTo("us-west-2");
        assertThat(demo.primary().api()).isEqualTo(URI.create("http://127.0.0.1:9101"));
        assertThat(demo.failover().minimumStayCap()).isEqualTo(Duration.ofSeconds(20));
        assertThat(demo.issuer().mode()).isEqualTo(Issuer.Mode.SHARED);
        assertThat(demo.validation().defaultPolicy().clients()).containsExactly("demo-web", "demo-service");
    }

    @Test
    void demoTakesPortsAndIssuersFromTheEnvironment() {
        SallyportConfig demo = demo(Map.of(
                "SALLYPORT_PUBLIC_URL", "http://127.0.0.1:18080",
                "SALLYPORT_PORT", "0",
                "SALLYPORT_ADMIN_PORT", "0",
                "SALLYPORT_PRIMARY_URL", "http://127.0.0.1:19101",
                "SALLYPORT_REPLICA_URL", "http://127.0.0.1:19102",
                "SALLYPORT_ISSUER_MODE", "regional",
                "SALLYPORT_PRIMARY_ISSUER", "http://127.0.0.1:19101",
                "SALLYPORT_REPLICA_ISSUER", "http://127.0.0.1:19102",
                "SALLYPORT_STATE_DIR", "/tmp/state"));

        assertThat(demo.listen().port()).isZero();
        assertThat(demo.admin().port()).isZero();
        assertThat(demo.issuer().mode()).isEqualTo(Issuer.Mode.REGIONAL);
        assertThat(demo.replicas().get(0).issuers()).containsExactly("http://127.0.0.1:19102");
        assertThat(demo.state().directory()).isEqualTo(Path.of("/tmp/state"));
    }

    @Test
    void copiedSchemaIsTheOneInUse() throws IOException {
        try (InputStream used = ConfigSchema.class.getResourceAsStream("/io/sallyport/config/sallyport.schema.json")) {
            assertThat(Repository.file("conf/sallyport.schema.json")).hasBinaryContent(used.readAllBytes());
        }
    }

    private static SallyportConfig demo(Map<String, String> env) {
        ConfigFile.Result result = ConfigFile.load(Repository.file("conf/demo.yaml"), env::get);
        assertThat(result).isInstanceOf(ConfigFile.Loaded.class);
        return ((ConfigFile.Loaded) result).config();
    }
}
