package io.sallyport.edge.front;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.ServingView;
import java.util.Locale;

/** Who serves, as far as it concerns front ends. */
public enum Mode {
    /** The primary. */
    PRIMARY,
    /** A replica; a failback that is under way is no more than that yet. */
    REPLICA,
    /** No region is usable. */
    BLACKOUT;

    private final String tag = name().toLowerCase(Locale.ROOT);

    String tag() {
        return tag;
    }

    /** The mode of a view. Before the first probe round it is that of the region which served last. */
    public static Mode of(ServingView view) {
        if (view.state() == ControllerState.Name.STARTING) {
            return view.serving().equals(view.primary()) ? PRIMARY : REPLICA;
        }
        return of(view.state());
    }

    private static Mode of(ControllerState.Name state) {
        return switch (state) {
            case ON_PRIMARY -> PRIMARY;
            case STARTING, ON_REPLICA, FAILING_BACK -> REPLICA;
            case BLACKOUT -> BLACKOUT;
        };
    }

    /** Whether a state, by its tag, has this mode; STARTING has none. */
    boolean isOf(String state) {
        return !state.equals(ControllerState.Name.STARTING.tag())
                && of(ControllerState.Name.valueOf(state.toUpperCase(Locale.ROOT))) == this;
    }
}
