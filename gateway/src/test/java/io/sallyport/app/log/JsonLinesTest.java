package io.sallyport.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NOON = 1_793_188_800_000L;

    private final JsonLines lines = new JsonLines();

    @Test
    void lineHasTheFieldsOfTheEventInTheirOrder() {
        String line = encoded(event(
                NOON + 7,
                "request",
                null,
                new KeyValuePair("operation", "validate"),
                new KeyValuePair("status", 200),
                new KeyValuePair("micros", 5_000_000_000L),
                new KeyValuePair("known", true),
                new KeyValuePair("region", null)));

        assertThat(line)
                .isEqualTo("{\"time\":\"2026-10-28T12:00:00.007Z\",\"message\":\"request\","
                        + "\"logger_name\":\"io.sallyport.test\",\"level\":\"INFO\",\"operation\":\"validate\","
                        + "\"status\":200,\"micros\":5000000000,\"known\":true,\"region\":null}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "1793188799999, 2026-10-28T11:59:59.999Z",
        "1793188800000, 2026-10-28T12:00:00.000Z",
        "1793188800999, 2026-10-28T12:00:00.999Z",
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z"
    })
    void timeIsUtcToTheMillisecond(long millis, String time) throws IOException {
        lines.encode(event(NOON, "an earlier one", null));

        assertThat(read(event(millis, "m", null)).path("time").asText()).isEqualTo(time);
    }

    @Property(tries = 500)
    void whateverTextStaysItselfAndOnOneLine(@ForAll String text) throws IOException {
        LoggingEvent event = event(NOON, "m", null, new KeyValuePair(text, text));

        String line = encoded(event);

        String sound = text.replaceAll("\\p{Cs}", "\ufffd");
        assertThat(JSON.readTree(line).path(sound).asText()).isEqualTo(sound);
        assertThat(line.substring(0, line.length() - 1)).doesNotContain("\n", "\r");
    }

    @Test
    void controlCharactersQuotesAndBackslashesAreEscaped() throws IOException {
        StringBuilder all = new StringBuilder("\\\"\u007f\u2028");
        for (char c = 0; c < ' '; c++) {
            all.append(c);
        }

        assertThat(read(event(NOON, "{}", null, new KeyValuePair("text", all)))
                        .path("text")
                        .asText())
                .isEqualTo(all.toString());
    }

    @Test
    void whatATerminalOrAReaderOfLinesObeysIsOnlyThereAsAnEscape() throws IOException {
        StringBuilder text = new StringBuilder("\u2028\u2029");
        for (char c = 0x7f; c < 0xa0; c++) {
            text.append(c);
        }

        String line = encoded(event(NOON, "m", null, new KeyValuePair("text", text)));

        assertThat(line).contains("\\u2028\\u2029\\u007f\\u0080", "\\u009b").doesNotContainPattern("[^ -~\n]");
        assertThat(JSON.readTree(line).path("text").asText()).isEqualTo(text.toString());
    }

    @Test
    void placeholdersOfLibrariesAreFilled() throws IOException {
        LoggingEvent event = event(NOON, "{} of {}", null);
        event.setArgumentArray(new Object[] {1, "two"});

        assertThat(read(event).path("message").asText()).isEqualTo("1 of two");
    }

    @Test
    void stackTraceIsOneField() throws IOException {
        JsonNode line = read(event(NOON, "m", new IllegalStateException("why")));

        assertThat(line.path("stack_trace").asText())
                .startsWith("java.lang.IllegalStateException: why")
                .contains("\n\tat io.sallyport.app.log.JsonLinesTest");
    }

    @Test
    void contextOfTheThreadIsThere() throws IOException {
        LoggingEvent event = event(NOON, "m", null);
        event.setMDCPropertyMap(Map.of("trace_id", "4bf92f35"));

        assertThat(read(event).path("trace_id").asText()).isEqualTo("4bf92f35");
    }

    private JsonNode read(LoggingEvent event) throws IOException {
        return JSON.readTree(encoded(event));
    }

    private String encoded(LoggingEvent event) {
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }

    static LoggingEvent event(long millis, String message, @Nullable Throwable thrown, KeyValuePair... pairs) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("io.sallyport.test"), Level.INFO, message, thrown, null);
        event.setTimeStamp(millis);
        event.setKeyValuePairs(List.of(pairs));
        return event;
    }
}
