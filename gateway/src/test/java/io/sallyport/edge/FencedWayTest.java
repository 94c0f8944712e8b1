package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.proxy.Binding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FencedWayTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final Binding PRIMARY_ALONE = new Binding(WEST, Binding.Tie.ALONE);

    private static ServingView view(ControllerState.Name state, RegionName serving, int percentToPrimary) {
        List<RegionName> both = List.of(WEST, EAST);
        boolean isWritable = state == ControllerState.Name.ON_PRIMARY;
        return new ServingView(state, WEST, serving, percentToPrimary, both, both, Set.of(), isWritable, 0);
    }

    @Test
    void itLeadsToThePrimaryAloneAsSoonAsAnyNewFlowDoes() {
        assertThat(FencedWay.binding(null, view(ControllerState.Name.ON_PRIMARY, WEST, 0)))
                .isEqualTo(PRIMARY_ALONE);
        assertThat(FencedWay.binding(null, view(ControllerState.Name.FAILING_BACK, EAST, 5)))
                .isEqualTo(PRIMARY_ALONE);
        assertThat(FencedWay.binding(null, view(ControllerState.Name.ON_REPLICA, EAST, 0)))
                .isNull();
    }

    @Test
    void whatTellsItsRegionIsBelieved() {
        Binding told = new Binding(EAST, Binding.Tie.ALONE);

        assertThat(FencedWay.binding(told, view(ControllerState.Name.ON_PRIMARY, WEST, 0)))
                .isEqualTo(told);
    }

    @Test
    void noPlanIsSafeThatMayShowThePasswordToAReplica() {
        ServingView view = view(ControllerState.Name.FAILING_BACK, EAST, 50);

        assertThat(FencedWay.isSafe(WEST, false, view)).isTrue();
        assertThat(FencedWay.isSafe(WEST, true, view)).isFalse();
        assertThat(FencedWay.isSafe(EAST, false, view)).isFalse();
    }
}
