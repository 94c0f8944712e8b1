package io.sallyport.failover;

import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.EUROPE;
import static io.sallyport.failover.World.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.failover.ControllerState.Name;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ControllerStateTest {

    private static final Policy POLICY = Policy.defaults();
    private static final RegionHealth PRIMARY = new RegionHealth(World.region(WEST), Map.of(), 0, 0, false, 0);

    private static final Map<Name, Set<Name>> LEGAL = new EnumMap<>(Map.of(
            Name.STARTING, EnumSet.of(Name.ON_PRIMARY, Name.ON_REPLICA, Name.BLACKOUT),
            Name.ON_PRIMARY, EnumSet.of(Name.ON_REPLICA, Name.BLACKOUT),
            Name.ON_REPLICA, EnumSet.of(Name.ON_PRIMARY, Name.ON_REPLICA, Name.FAILING_BACK, Name.BLACKOUT),
            Name.FAILING_BACK, EnumSet.of(Name.ON_PRIMARY, Name.ON_REPLICA, Name.FAILING_BACK, Name.BLACKOUT),
            Name.BLACKOUT, EnumSet.of(Name.ON_PRIMARY, Name.ON_REPLICA)));

    private static ControllerState of(Name name) {
        return switch (name) {
            case STARTING -> new Starting(WEST, 0, Optional.empty());
            case ON_PRIMARY -> new OnPrimary(WEST, 0, false);
            case ON_REPLICA -> new OnReplica(EAST, 0, 0);
            case FAILING_BACK -> FailingBack.step(0, EAST, PRIMARY, POLICY, 0);
            case BLACKOUT -> new Blackout(WEST, 0);
        };
    }

    private static Optional<Function<ControllerState, ControllerState>> exit(Name to) {
        return switch (to) {
            case STARTING -> Optional.empty();
            case ON_PRIMARY -> Optional.of(from -> from.toPrimary(WEST, 1, false));
            case ON_REPLICA -> Optional.of(from -> from.toReplica(EUROPE, 1, 1));
            case FAILING_BACK -> Optional.of(from -> from.toFailingBack(PRIMARY, POLICY, 1));
            case BLACKOUT -> Optional.of(from -> from.toBlackout(WEST, 1));
        };
    }

    static Stream<Arguments> allPairs() {
        return Stream.of(Name.values()).flatMap(from -> Stream.of(Name.values())
                .filter(to -> to != Name.STARTING)
                .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("allPairs")
    void offersExactlyItsLegalExits(Name from, Name to) {
        ControllerState state = of(from);
        Function<ControllerState, ControllerState> exit = exit(to).orElseThrow();
        if (LEGAL.getOrDefault(from, Set.of()).contains(to)) {
            assertThat(exit.apply(state).name()).isEqualTo(to);
        } else {
            assertThatThrownBy(() -> exit.apply(state))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(to.name());
        }
    }

    @Test
    void noStateIsWithoutAnExit() {
        assertThat(LEGAL).containsOnlyKeys(Name.values()).allSatisfy((from, to) -> assertThat(to)
                .isNotEmpty());
    }

    @Test
    void refusesExitsThatLeadToTheWrongRegion() {
        ControllerState failingBack = of(Name.FAILING_BACK);
        assertThatThrownBy(() -> of(Name.ON_PRIMARY).toReplica(WEST, 1, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> of(Name.ON_REPLICA).toReplica(EAST, 1, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> of(Name.ON_REPLICA).toPrimary(EAST, 1, false))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> failingBack.toPrimary(EAST, 1, false)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> failingBack.toReplica(WEST, 1, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failbackEndsOnlyAfterItsLastStep() {
        ControllerState step = of(Name.FAILING_BACK);
        ControllerState first = step;
        assertThatThrownBy(() -> first.toPrimary(WEST, 1, true)).isInstanceOf(IllegalStateException.class);
        for (int percent : new int[] {25, 50, 100}) {
            step = step.toFailingBack(PRIMARY, POLICY, 1);
            assertThat(step.percentToPrimary()).isEqualTo(percent);
        }
        ControllerState last = step;
        assertThatThrownBy(() -> last.toFailingBack(PRIMARY, POLICY, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(last.toPrimary(WEST, 1, true).afterFailback()).isTrue();
    }
}
