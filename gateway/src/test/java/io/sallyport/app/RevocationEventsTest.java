package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.testsupport.CapturedLog;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevocationEventsTest {

    @ParameterizedTest
    @CsvSource({"true, 4242001, unverified", "false, 4242002, sign-outs are refused"})
    void aLimitThatIsReachedIsOneWarning(boolean unverified, int most, String consequence) {
        try (CapturedLog log = new CapturedLog()) {
            new RevocationEvents(new TokenMeters(new SimpleMeterRegistry(), List.of())).full(unverified, most);

            assertThat(log.of("io.sallyport.token"))
                    .filteredOn(event -> CapturedLog.fields(event).containsValue(most))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getLevel()).isEqualTo(Level.WARN);
                        assertThat(event.getFormattedMessage()).contains(consequence);
                    });
        }
    }
}
