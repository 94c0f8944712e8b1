package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.proxy.Binding;
import io.sallyport.proxy.Carried;
import io.sallyport.proxy.RoutePlan;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two gates, one after the other.
 *
 * @param last keeps nothing, and stands in nobody's way before the answer
 */
record BothGates(AnswerGate first, AnswerGate last) implements AnswerGate {

    @Override
    public @Nullable Binding binding(@Nullable Binding told, ServingView view) {
        return first.binding(told, view);
    }

    @Override
    public boolean admits(RoutePlan.Go plan, ServingView view) {
        return first.admits(plan, view);
    }

    @Override
    public Future<Optional<Refusal>> settle(@Nullable Carried carried, RegionName asked, @Nullable RegionName home) {
        return first.settle(carried, asked, home)
                .compose(refusal ->
                        refusal.isPresent() ? Future.succeededFuture(refusal) : last.settle(carried, asked, home));
    }

    @Override
    public void giveUp() {
        first.giveUp();
    }
}
