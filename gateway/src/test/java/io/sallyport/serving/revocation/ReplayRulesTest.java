package io.sallyport.serving.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Flow;
import io.sallyport.operation.Hints;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replays;
import io.sallyport.operation.Revokes;
import io.sallyport.operation.Revokes.What;
import io.sallyport.operation.Surface;
import io.sallyport.token.Revocation;
import io.sallyport.token.SampleClaims;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which regions have to hear of what, and by what they can. */
class ReplayRulesTest {

    private static final RegionName WEST = new RegionName("west");
    private static final RegionName EAST = new RegionName("east");
    private static final RegionName SOUTH = new RegionName("south");

    private static final ReplayRules RULES = new ReplayRules(
            new Replays(Set.of(What.values()), Set.of(What.TOKEN)), List.of(WEST, EAST, SOUTH), revocation -> false);

    private static Accepted accepted(What what, RegionName at, @Nullable RegionName home) {
        Operation operation = new Operation(
                "op",
                OperationClass.SESSION,
                Plane.TOKEN,
                Surface.OAUTH,
                io.sallyport.operation.Replay.ONCE,
                Flow.PART,
                new Revokes("token", what),
                null,
                null,
                Hints.NONE,
                false);
        Revocation revocation = new Revocation.OfSession(SampleClaims.ISSUER, "sid");
        return new Accepted(operation, at, revocation, "token", null, "app", true, home);
    }

    private static @Nullable RegionName named(@Nullable String name) {
        return name == null ? null : new RegionName(name);
    }

    @ParameterizedTest
    @CsvSource({
        // What, accepted at, the one region that knows it: who has to hear of it, who can by the token.
        "TOKEN,   east, ,      west,       true",
        "TOKEN,   east, west,  west,       true",
        "TOKEN,   east, east,  '',         false",
        "TOKEN,   east, south, '',         false",
        "SESSION, east, ,      west,       true",
        "SESSION, east, east,  west,       false",
        "SUBJECT, east, ,      west,       true",
        "SUBJECT, east, west,  west,       true",
        "SUBJECT, east, east,  west,       false",
        "TOKEN,   west, ,      east south, true",
        "TOKEN,   west, west,  east south, true",
        "SESSION, west, west,  '',         false",
        "SUBJECT, west, west,  '',         false"
    })
    void followFromTheTableAndTheTokensHome(What what, String at, @Nullable String home, String to, boolean byToken) {
        Accepted accepted = accepted(what, new RegionName(at), named(home));
        List<RegionName> targets = RULES.regionsFor(accepted);

        assertThat(targets)
                .isEqualTo(Arrays.stream(to.split(" ", -1))
                        .filter(name -> !name.isEmpty())
                        .map(RegionName::new)
                        .toList());
        assertThat(RULES.means(accepted, targets) != null).isEqualTo(byToken);
    }

    @Test
    void whatMayConcernOthersIsKnownBeforeAnythingIsSent() {
        assertThat(RULES.mayConcern(EAST, What.SUBJECT)).isTrue();
        assertThat(RULES.mayConcern(WEST, What.SUBJECT)).isFalse();
        assertThat(RULES.mayConcern(WEST, What.TOKEN)).isTrue();
        assertThat(new ReplayRules(Replays.NONE, List.of(WEST, EAST), revocation -> true).mayConcern(EAST, What.TOKEN))
                .isFalse();
    }

    @Test
    void theGatewaysOwnCredentialTakesTheTokensPlace() {
        ReplayRules administered = new ReplayRules(Replays.ALL_TO_PRIMARY, List.of(WEST, EAST), revocation -> true);
        Accepted accepted = accepted(What.SUBJECT, EAST, EAST);

        assertThat(administered.means(accepted, administered.regionsFor(accepted)))
                .isNull();
        assertThat(administered
                        .settled(administered.entry(accepted, true, SampleClaims.NOW, SampleClaims.NOW), null)
                        .pending())
                .containsExactly(WEST);
        assertThat(RULES.settled(RULES.entry(accepted, true, SampleClaims.NOW, SampleClaims.NOW), null)
                        .isAlarm())
                .isTrue();
    }
}
