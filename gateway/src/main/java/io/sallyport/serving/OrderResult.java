package io.sallyport.serving;

import io.sallyport.failover.Refusal;
import io.sallyport.serving.history.DecisionRecord;
import java.util.List;

/** What became of an order. */
public sealed interface OrderResult {

    /**
     * It was obeyed.
     *
     * @param decisions what follows from it, as it was written down; one or more
     */
    record Accepted(List<DecisionRecord> decisions) implements OrderResult {
        /** Copies the list. */
        public Accepted {
            decisions = List.copyOf(decisions);
        }
    }

    /** It was not, and nothing changed. */
    record Refused(Refusal because) implements OrderResult {}
}
