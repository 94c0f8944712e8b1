package io.sallyport.testsupport;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What is logged between its making and its closing, by every logger and whatever test runs meanwhile. */
public final class CapturedLog implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final LogstashEncoder encoder = new LogstashEncoder();

    /** Begins to listen. */
    public CapturedLog() {
        encoder.setContext(root.getLoggerContext());
        encoder.start();
        appender.start();
        root.addAppender(appender);
    }

    /** What a logger has said so far. */
    public List<ILoggingEvent> of(String logger) {
        return all().stream()
                .filter(event -> event.getLoggerName().equals(logger))
                .toList();
    }

    /** All lines so far as the gateway writes them. */
    public String text() {
        StringBuilder text = new StringBuilder();
        all().forEach(event -> text.append(new String(encoder.encode(event), StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** The fields of an event beside its message, in their order. */
    public static Map<String, Object> fields(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> fields.put(pair.key, pair.value));
        }
        return fields;
    }

    private List<ILoggingEvent> all() {
        // The appender adds under its own lock.
        synchronized (appender) {
            return List.copyOf(appender.list);
        }
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
        encoder.stop();
    }
}
