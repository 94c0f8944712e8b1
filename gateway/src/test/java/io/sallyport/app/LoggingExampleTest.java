package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingExampleTest {

    @Test
    void exampleLoadsAndWritesJsonLines(@TempDir Path directory) throws JoranException, IOException {
        Path file = directory.resolve("log.json");
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("SALLYPORT_LOG_FILE", file.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);

        configurator.doConfigure(conf().toFile());
        context.getLogger("io.sallyport.access")
                .atInfo()
                .addKeyValue("status", 200)
                .log("request");
        context.stop();

        assertThat(context.getStatusManager().getCopyOfStatusList())
                .noneMatch(status -> status.getLevel() >= Status.WARN);
        JsonNode line = new ObjectMapper().readTree(Files.readString(file));
        assertThat(line.path("message").asText()).isEqualTo("request");
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("logger_name").asText()).isEqualTo("io.sallyport.access");
        assertThat(line.has("time")).isTrue();
    }

    /** Whichever module's directory the tests run in. */
    private static Path conf() {
        Path here = Path.of("conf/logging.xml");
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }
}
