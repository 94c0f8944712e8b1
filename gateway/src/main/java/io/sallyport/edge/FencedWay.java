package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.proxy.Binding;
import org.jspecify.annotations.Nullable;

/** The way of a fenced account's sign-in: to the primary, and from there nowhere. */
final class FencedWay {

    private FencedWay() {}

    /**
     * The region to which it is bound: the primary, as soon as any new flow goes there.
     *
     * @param told by what it brought, which knows better
     */
    static @Nullable Binding binding(@Nullable Binding told, ServingView view) {
        boolean isPrimaryAsked = view.serving().equals(view.primary()) || view.percentToPrimary() > 0;
        return told == null && isPrimaryAsked ? new Binding(view.primary(), Binding.Tie.ALONE) : told;
    }

    /**
     * Whether a plan shows its password to the primary alone.
     *
     * @param first the region that is asked first
     * @param mayMove whether another may be asked after it
     */
    static boolean isSafe(RegionName first, boolean mayMove, ServingView view) {
        return first.equals(view.primary()) && !mayMove;
    }
}
