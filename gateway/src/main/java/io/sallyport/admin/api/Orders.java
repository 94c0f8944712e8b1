package io.sallyport.admin.api;

import io.sallyport.admin.json.HistoryJson;
import io.sallyport.failover.Input;
import io.sallyport.failover.Refusal;
import io.sallyport.failover.RegionName;
import io.sallyport.serving.OrderResult;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Orders to the controller. */
final class Orders {

    private static final int LONGEST_NAME = 63;

    /** As in the configuration of a weekly drill. */
    private static final int USUAL_MAX_FAILED_PERCENT = 5;

    private final Function<Input.Order, Future<OrderResult>> serving;

    Orders(Function<Input.Order, Future<OrderResult>> serving) {
        this.serving = serving;
    }

    /** The change that this order makes. */
    Change of(BiFunction<Members, Signature, Input.Order> reader) {
        return (body, signed) -> {
            Input.Order order = reader.apply(body, signed);
            return Prepared.of(() -> serving.apply(order).map(Orders::answer));
        };
    }

    static Input.Order hold(Members body, Signature signed) {
        return new Input.Hold(signed.by(), signed.why(), body.optionalDuration("duration"));
    }

    static Input.Order release(Members body, Signature signed) {
        return new Input.Release(signed.by(), signed.why());
    }

    static Input.Order failover(Members body, Signature signed) {
        return new Input.Failover(region(body), signed.by(), signed.why(), body.optionalDuration("duration"));
    }

    static Input.Order failback(Members body, Signature signed) {
        return new Input.Failback(signed.by(), signed.why());
    }

    static Input.Order drill(Members body, Signature signed) {
        return new Input.Drill(
                body.has("region") ? Optional.of(region(body)) : Optional.empty(),
                body.percent("percent"),
                body.duration("duration"),
                body.has("maxFailedPercent") ? body.percent("maxFailedPercent") : USUAL_MAX_FAILED_PERCENT,
                signed.by(),
                signed.why());
    }

    static Input.Order endDrill(Members body, Signature signed) {
        return new Input.EndDrill(signed.by(), signed.why());
    }

    private static RegionName region(Members body) {
        try {
            return new RegionName(body.text("region", LONGEST_NAME));
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("region must be a region's name: 1 to 63 of a-z, 0-9 and '-'");
        }
    }

    private static Answer answer(OrderResult result) {
        return result instanceof OrderResult.Accepted accepted
                ? Answer.Done.of(HistoryJson.decisions(accepted.decisions()))
                : problem(((OrderResult.Refused) result).because());
    }

    private static Problem problem(Refusal refusal) {
        String kind = refusal.kind().name().toLowerCase(Locale.ROOT);
        return switch (refusal.kind()) {
            case MALFORMED, UNKNOWN_REGION -> new Problem(400, kind, refusal.sentence());
            case HELD, NOT_HELD, LIMIT, INACTIVE_REGION, NOT_USABLE, REPLAYS_PENDING, WRONG_STATE ->
                new Problem(409, kind, refusal.sentence());
            case STARTING -> new Problem(503, kind, refusal.sentence(), Map.of("Retry-After", "1"));
            case STOPPED -> new Problem(503, kind, refusal.sentence());
        };
    }
}
