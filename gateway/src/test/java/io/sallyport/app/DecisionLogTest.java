package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.sallyport.failover.Decision;
import io.sallyport.failover.Input;
import io.sallyport.failover.OnPrimary;
import io.sallyport.failover.OnReplica;
import io.sallyport.failover.Reason;
import io.sallyport.failover.Refusal;
import io.sallyport.failover.RegionName;
import io.sallyport.testsupport.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionLogTest {

    private static final OnPrimary PRIMARY = new OnPrimary(new RegionName("us-west-2"), 0, false);
    private static final OnReplica REPLICA = new OnReplica(new RegionName("us-east-1"), 0, 0);

    /** Tells this test's lines from those of a test beside it. */
    private static final String MARK = UUID.randomUUID().toString();

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void close() {
        log.close();
    }

    private ILoggingEvent line(Decision decision) {
        new DecisionLog().accept(decision);
        List<ILoggingEvent> lines = log.of("io.sallyport.decisions").stream()
                .filter(event -> CapturedLog.fields(event).toString().contains(MARK))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    @Test
    void transitionIsOneLineWithWhatTheControllerSaw() {
        ILoggingEvent line = line(new Decision.Transition(
                PRIMARY, REPLICA, Reason.PROBES_FAILED, "token: 3 probes failed " + MARK, Duration.ofMillis(312)));

        assertThat(line.getLevel()).isEqualTo(Level.INFO);
        assertThat(line.getMessage()).isEqualTo("transition");
        assertThat(CapturedLog.fields(line).keySet())
                .containsExactly("from", "to", "region", "percentToPrimary", "reason", "evidence", "detectionMillis");
        assertThat(CapturedLog.fields(line))
                .containsEntry("from", "on_primary")
                .containsEntry("to", "on_replica")
                .containsEntry("region", "us-east-1")
                .containsEntry("percentToPrimary", 0)
                .containsEntry("reason", "probes_failed")
                .containsEntry("evidence", "token: 3 probes failed " + MARK)
                .containsEntry("detectionMillis", 312L);
    }

    static Stream<Decision> decisionsThatMoveNothing() {
        Input.Hold hold = new Input.Hold("ana", MARK, Optional.of(Duration.ofMinutes(5)));
        return Stream.of(
                new Decision.Recommended(PRIMARY, REPLICA, Reason.WINDOW_TRIPPED, MARK),
                new Decision.Limited(PRIMARY, REPLICA, Reason.PROBES_FAILED, MARK),
                new Decision.Held(hold),
                new Decision.Released("ana", MARK),
                new Decision.Refused(hold, new Refusal(Refusal.Kind.HELD, "held already")));
    }

    @ParameterizedTest
    @MethodSource("decisionsThatMoveNothing")
    void anyOtherDecisionIsOneWarningThatSaysAllOfIt(Decision decision) {
        ILoggingEvent line = line(decision);

        assertThat(line.getLevel()).isEqualTo(Level.WARN);
        assertThat(line.getMessage()).isEqualTo("decision");
        assertThat(CapturedLog.fields(line))
                .containsOnlyKeys("decision")
                .containsEntry("decision", decision.toString());
    }
}
