package io.sallyport.scenarios.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.Failover;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.file.ConfigFile;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The targets speak of the gateway's defaults, so its configuration must not touch what they depend on. */
class GatewayConfigurationTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "DRILL_MODE",
            "automatic",
            "DRILL_PUBLIC_URL",
            "http://127.0.0.1:8080",
            "DRILL_PORT",
            "8080",
            "DRILL_PRIMARY_URL",
            "http://127.0.0.1:9101",
            "DRILL_REPLICA_URL",
            "http://127.0.0.1:9102",
            "DRILL_STATE",
            "state");

    @Test
    void attemptsProbesAndEvidenceAreTheDefaults() throws Exception {
        URL file = Objects.requireNonNull(Drill.class.getResource("gateway.yaml"));

        ConfigFile.Result result = ConfigFile.load(Path.of(file.toURI()), ENVIRONMENT::get);

        assertThat(result).isInstanceOf(ConfigFile.Loaded.class);
        SallyportConfig config = ((ConfigFile.Loaded) result).config();
        assertThat(config.timeouts().connect()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.timeouts().attempt()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.probes().interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.probes().suspicion()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.slowAfter().token()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(config.failover().mode()).isEqualTo(Failover.Mode.AUTOMATIC);
        assertThat(config.failover().transitionsPerHour()).isEqualTo(100);
    }
}
