package io.sallyport.edge;

import io.sallyport.metrics.RequestMeters;
import io.sallyport.proxy.Carriage;
import io.sallyport.proxy.Carried;
import io.sallyport.proxy.RoutePlan;
import io.sallyport.upstream.Exchange;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A request on its way, once more to a replica where {@link SecondOpinions} wants that. Lives on one event loop. */
final class Errand {

    private final SecondOpinions opinions;
    private final RequestMeters meters;
    private final Exchange exchange;
    private final boolean mayBeTwofold;
    private Carriage carriage;
    private boolean isCancelled;

    /**
     * One under way.
     *
     * @param mayBeTwofold whether a second opinion may be wanted of the answer
     */
    Errand(SecondOpinions opinions, RequestMeters meters, Exchange exchange, boolean mayBeTwofold, Carriage carriage) {
        this.opinions = opinions;
        this.meters = meters;
        this.exchange = exchange;
        this.mayBeTwofold = mayBeTwofold;
        this.carriage = carriage;
    }

    /** How it ended; fails only by a bug of the gateway. */
    Future<Carried> result() {
        return mayBeTwofold ? carriage.result().compose(this::judged) : carriage.result();
    }

    private Future<Carried> judged(Carried first) {
        return opinions.wanted(exchange, first).compose(replica -> askAlso(first, replica));
    }

    /** The client left. */
    void cancel() {
        isCancelled = true;
        carriage.cancel();
    }

    private Future<Carried> askAlso(Carried first, RoutePlan.@Nullable Go replica) {
        if (replica == null || isCancelled) {
            return Future.succeededFuture(first);
        }
        carriage = carriage.again(replica);
        return carriage.result().map(second -> better(first, second));
    }

    /** The first answer stands unless the replica takes the token. */
    private Carried better(Carried first, Carried second) {
        boolean isTaken = second instanceof Carried.Delivered delivered
                && ReadTokens.isTaken(exchange.operation(), delivered.answer());
        meters.secondOpinion(exchange.operation().name(), isTaken);
        if (!isTaken) {
            CarriedWriter.abandon(second);
        }
        return isTaken ? second : first;
    }
}
