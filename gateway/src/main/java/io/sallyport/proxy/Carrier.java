package io.sallyport.proxy;

import io.sallyport.failover.ServingView;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.serving.Serving;
import io.sallyport.time.Ticker;
import io.sallyport.upstream.Exchange;
import java.util.function.Supplier;

/** Carries requests along their plans. One for the process; thread-safe. */
public final class Carrier {

    private final Serving serving;
    private final Detours detours;
    private final RetryBudget budget;
    private final Deadlines deadlines;
    private final RequestMeters meters;
    private final Ticker ticker;

    /** Makes a carrier that reports every attempt's outcome to {@code serving}. */
    public Carrier(Serving serving, RoutePlanner planner, Deadlines deadlines, RequestMeters meters, Ticker ticker) {
        this(serving, serving::view, planner, deadlines, meters, ticker);
    }

    /** Like the other, with who serves as {@code view} says. */
    Carrier(
            Serving serving,
            Supplier<ServingView> view,
            RoutePlanner planner,
            Deadlines deadlines,
            RequestMeters meters,
            Ticker ticker) {
        this.serving = serving;
        this.budget = new RetryBudget(ticker);
        this.detours = new Detours(view, planner, budget);
        this.deadlines = deadlines;
        this.meters = meters;
        this.ticker = ticker;
    }

    /**
     * Sends a request.
     *
     * @param client identifies the caller, for telling one troubled client from many
     * @return under way; its future fails only by a bug of the gateway
     */
    public Carriage carry(Exchange exchange, RoutePlan.Go plan, int client) {
        budget.request();
        Carriage carriage =
                new Carriage(serving, detours, deadlines, meters, ticker, exchange, plan, client, ticker.nanos());
        carriage.start();
        return carriage;
    }
}
