package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.proxy.Binding;
import io.sallyport.proxy.Carried;
import io.sallyport.proxy.RoutePlan;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands between a request and its region, and is settled between the region's answer and the client's. */
interface AnswerGate {

    /** Nothing does. */
    AnswerGate OPEN = (carried, asked, home) -> Future.succeededFuture(Optional.empty());

    /** Whether a request may be sent, and what is to be settled if it is. */
    sealed interface Found {}

    /** It may. */
    record Open(AnswerGate gate) implements Found {}

    /** It must not. */
    record Closed(Refusal refusal) implements Found {}

    /**
     * The region to which the request is bound.
     *
     * @param told by what it brought; null where it brought nothing
     */
    default @Nullable Binding binding(@Nullable Binding told, ServingView view) {
        return told;
    }

    /** Whether it may go this way; asked once it is planned, and {@link #giveUp} follows where it may not. */
    default boolean admits(RoutePlan.Go plan, ServingView view) {
        return true;
    }

    /**
     * A region was asked; also where the client has left meanwhile.
     *
     * @param carried what came of it; null where nobody knows
     * @param asked the region that was to be asked
     * @param home the one region that knows what the request is about, by what it brought; null where it brought nothing
     * @return what the client is told instead of the answer; empty for the answer. Never fails
     */
    Future<Optional<Refusal>> settle(@Nullable Carried carried, RegionName asked, @Nullable RegionName home);

    /** The request was not sent after all. */
    default void giveUp() {
        // Most keep nothing.
    }

    /** The same, and after it another, which has the last word where this one has none and stands in nobody's way before. */
    default AnswerGate before(AnswerGate last) {
        return last == OPEN ? this : new BothGates(this, last);
    }
}
