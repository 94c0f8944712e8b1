package io.sallyport.serving.history;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Decision;
import io.sallyport.failover.Drill;
import io.sallyport.failover.Input;
import io.sallyport.failover.Reason;
import io.sallyport.serving.history.DecisionRecord.DrillOutcome;
import io.sallyport.serving.history.DecisionRecord.Kind;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes records of decisions. */
final class Records {

    private static final String CONTROLLER = "controller";

    private final Instant at;
    private final String evidence;
    private final long flows;

    /**
     * Of decisions made then.
     *
     * @param evidence what the controller saw
     * @param flows the new flows of the drill under way, or of the one that ends
     */
    Records(Instant at, String evidence, long flows) {
        this.at = at;
        this.evidence = evidence;
        this.flows = flows;
    }

    DecisionRecord of(Decision decision) {
        if (decision instanceof Decision.Transition t) {
            return transition(t);
        }
        if (decision instanceof Decision.Recommended r) {
            return wanted(Kind.RECOMMENDED, r.from(), r.to(), r.reason(), r.evidence());
        }
        if (decision instanceof Decision.Limited l) {
            return wanted(Kind.LIMITED, l.from(), l.to(), l.reason(), l.evidence());
        }
        if (decision instanceof Decision.RecommendationEnded ended) {
            return plain(Kind.RECOMMENDATION_ENDED, CONTROLLER, tag(ended.why()));
        }
        return ofOrders(decision);
    }

    private DecisionRecord ofOrders(Decision decision) {
        if (decision instanceof Decision.Held held) {
            return plain(Kind.HELD, held.order().by(), held.order().why());
        }
        if (decision instanceof Decision.Released released) {
            return plain(Kind.RELEASED, released.by(), released.why());
        }
        if (decision instanceof Decision.Refused refused) {
            Input.Order order = refused.order();
            String what = tag(order.getClass().getSimpleName());
            return plain(
                    Kind.REFUSED,
                    order.by(),
                    what + " refused: " + refused.because().sentence());
        }
        if (decision instanceof Decision.DrillBegan began) {
            return drill(
                    Kind.DRILL_BEGAN,
                    began.drill(),
                    began.drill().order().by(),
                    began.drill().order().why(),
                    null);
        }
        Decision.DrillEnded ended = (Decision.DrillEnded) decision;
        DrillOutcome outcome = new DrillOutcome(
                flows, ended.requests(), ended.failures(), ended.lasted().toMillis());
        return drill(Kind.DRILL_ENDED, ended.drill(), endedBy(ended), endedWhy(ended), outcome);
    }

    private static String endedBy(Decision.DrillEnded ended) {
        return ended.order().map(Input.Order::by).orElse(CONTROLLER);
    }

    private static String endedWhy(Decision.DrillEnded ended) {
        return tag(ended.why()) + ended.order().map(order -> ": " + order.why()).orElse("");
    }

    private DecisionRecord transition(Decision.Transition t) {
        return new DecisionRecord(
                at,
                Kind.TRANSITION,
                t.order().map(Input.Order::by).orElse(CONTROLLER),
                t.order().map(Input.Order::why).orElse(""),
                t.from().name().tag(),
                t.to().name().tag(),
                t.to().serving().value(),
                t.to().percentToPrimary(),
                t.reason().tag(),
                t.evidence(),
                t.detection().toMillis(),
                null);
    }

    private DecisionRecord wanted(Kind kind, ControllerState from, ControllerState to, Reason reason, String seen) {
        return new DecisionRecord(
                at,
                kind,
                CONTROLLER,
                "",
                from.name().tag(),
                to.name().tag(),
                to.serving().value(),
                to.percentToPrimary(),
                reason.tag(),
                seen,
                0,
                null);
    }

    private DecisionRecord plain(Kind kind, String by, String why) {
        return new DecisionRecord(at, kind, by, why, "", "", "", 0, "", evidence, 0, null);
    }

    private DecisionRecord drill(Kind kind, Drill drill, String by, String why, @Nullable DrillOutcome outcome) {
        return new DecisionRecord(
                at, kind, by, why, "", "", drill.region().value(), drill.order().percent(), "", evidence, 0, outcome);
    }

    private static String tag(Object name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
