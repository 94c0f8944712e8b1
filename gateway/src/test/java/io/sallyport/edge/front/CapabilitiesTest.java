package io.sallyport.edge.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.oidc.Document;
import io.sallyport.operation.Capability;
import io.sallyport.serving.history.DecisionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final RegionName EUROPE = new RegionName("eu-west-1");
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00.700Z");
    private static final List<Capability> LACKS = List.of(Capability.SIGN_UP, Capability.TOTP_MFA);
    private static final long NANOS = 90_000_000_000L;

    private ServingView view = view(Name.ON_PRIMARY, WEST, 0);
    private List<DecisionRecord> decisions = List.of();

    private static ServingView view(Name state, RegionName serving, long sinceSeconds) {
        return new ServingView(
                state,
                WEST,
                serving,
                0,
                List.of(),
                List.of(),
                Set.of(),
                state == Name.ON_PRIMARY,
                sinceSeconds * 1_000_000_000L);
    }

    private Capabilities capabilities(boolean region, boolean since) {
        return new Capabilities(
                new Capabilities.Settings(region, since), LACKS, () -> view, () -> decisions, () -> NANOS, () -> NOW);
    }

    private static DecisionRecord transition(String at, Name from, Name to) {
        return new DecisionRecord(
                Instant.parse(at),
                DecisionRecord.Kind.TRANSITION,
                "controller",
                "",
                from.tag(),
                to.tag(),
                "us-east-1",
                0,
                "",
                "",
                0,
                null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STARTING     | us-west-2 | {\"mode\":\"primary\",\"writes\":false,\"unavailable\":[\"sign-up\",\"totp-mfa\"]}",
                "STARTING     | us-east-1 | {\"mode\":\"replica\",\"writes\":false,\"unavailable\":[\"sign-up\",\"totp-mfa\"]}",
                "ON_PRIMARY   | us-west-2 | {\"mode\":\"primary\",\"writes\":true,\"unavailable\":[]}",
                "ON_REPLICA   | us-east-1 | {\"mode\":\"replica\",\"writes\":false,\"unavailable\":[\"sign-up\",\"totp-mfa\"]}",
                "FAILING_BACK | us-east-1 | {\"mode\":\"replica\",\"writes\":false,\"unavailable\":[\"sign-up\",\"totp-mfa\"]}",
                "BLACKOUT     | us-west-2 | {\"mode\":\"blackout\",\"writes\":false,\"unavailable\":[\"sign-in\",\"sign-up\",\"totp-mfa\"]}"
            })
    void eachStateSaysWhatWorksAndNothingOfRegions(Name state, String serving, String json) {
        view = view(state, new RegionName(serving), 0);

        assertThat(capabilities(false, false).now().body().toString()).isEqualTo(json);
    }

    @Test
    void theSameObjectIsToldUntilSomethingChangesThatIsTold() {
        Capabilities capabilities = capabilities(false, false);
        view = view(Name.ON_REPLICA, EAST, 0);
        Document first = capabilities.now();

        view = view(Name.FAILING_BACK, EAST, 30);
        assertThat(capabilities.now()).isSameAs(first);
        view = view(Name.ON_REPLICA, EUROPE, 40);
        assertThat(capabilities.now()).isSameAs(first);
        view = view(Name.ON_PRIMARY, WEST, 50);
        assertThat(capabilities.now()).isNotEqualTo(first);
        view = view(Name.ON_REPLICA, EAST, 60);
        assertThat(capabilities.now()).isEqualTo(first);
    }

    @Test
    void aRegionIsNamedOnlyWhereThatIsWantedAndOneServes() {
        Capabilities capabilities = capabilities(true, false);

        view = view(Name.ON_REPLICA, EAST, 0);
        assertThat(capabilities.now().body().toJsonObject().getString("region")).isEqualTo("us-east-1");
        view = view(Name.ON_REPLICA, EUROPE, 0);
        assertThat(capabilities.now().body().toJsonObject().getString("region")).isEqualTo("eu-west-1");
        view = view(Name.BLACKOUT, EAST, 0);
        assertThat(capabilities.now().body().toJsonObject().containsKey("region"))
                .isFalse();
    }

    @Test
    void theModeHoldsSinceTheMoveThatBroughtIt() {
        view = view(Name.FAILING_BACK, EAST, 80);
        decisions = List.of(
                transition("2026-11-28T09:59:50Z", Name.ON_REPLICA, Name.FAILING_BACK),
                transition("2026-11-28T09:50:00Z", Name.BLACKOUT, Name.ON_REPLICA),
                transition("2026-11-28T09:40:00Z", Name.ON_PRIMARY, Name.ON_REPLICA));

        assertThat(since()).isEqualTo("2026-11-28T09:50:00Z");
    }

    @Test
    void withoutARecordTheModeHoldsSinceTheState() {
        view = view(Name.ON_REPLICA, EAST, 60);
        assertThat(since()).isEqualTo("2026-11-28T09:59:30Z");

        decisions = List.of(transition("2026-11-28T09:40:00Z", Name.ON_REPLICA, Name.ON_PRIMARY));
        assertThat(since()).as("the record is behind the view").isEqualTo("2026-11-28T09:59:30Z");
    }

    private String since() {
        return capabilities(false, true).now().body().toJsonObject().getString("since");
    }
}
