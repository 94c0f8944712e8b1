package io.sallyport.app;

import io.sallyport.failover.Decision;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes every decision of the controller to the log, with what it saw. */
final class DecisionLog implements Consumer<Decision> {

    private static final Logger LOG = LoggerFactory.getLogger("io.sallyport.decisions");

    @Override
    public void accept(Decision decision) {
        if (decision instanceof Decision.Transition transition) {
            LOG.atInfo()
                    .addKeyValue("from", transition.from().name().tag())
                    .addKeyValue("to", transition.to().name().tag())
                    .addKeyValue("region", transition.to().serving().value())
                    .addKeyValue("percentToPrimary", transition.to().percentToPrimary())
                    .addKeyValue("reason", transition.reason().tag())
                    .addKeyValue("evidence", transition.evidence())
                    .addKeyValue("detectionMillis", transition.detection().toMillis())
                    .log("transition");
        } else {
            LOG.atWarn().addKeyValue("decision", decision.toString()).log("decision");
        }
    }
}
