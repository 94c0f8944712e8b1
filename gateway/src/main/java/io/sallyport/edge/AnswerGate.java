package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.proxy.Carried;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has to be settled between a region's answer and the client's. */
interface AnswerGate {

    /** Nothing. */
    AnswerGate OPEN = (carried, asked, home) -> Future.succeededFuture(Optional.empty());

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
}
