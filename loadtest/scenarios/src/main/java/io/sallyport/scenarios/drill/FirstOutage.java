package io.sallyport.scenarios.drill;

import io.sallyport.scenarios.drill.result.Figures;
import io.sallyport.scenarios.drill.result.Result;
import java.util.Locale;

/** What the gateway's first outage cost: a cold gateway, which the drills after it do not show. */
record FirstOutage(Result result) {

    String sentence() {
        Figures it = result.figures();
        String first = it.firstSuccess()
                .map(success -> String.format(Locale.ROOT, "after %.1f ms", success.millis()))
                .orElse("never");
        return String.format(
                Locale.ROOT,
                "that outage (refuse, cold): first success on the other region %s, moved p50/p99/max %.1f/%.1f/%.1f ms,"
                        + " replay-safe failed %s%s",
                first,
                it.moved().p50(),
                it.moved().p99(),
                it.moved().max(),
                it.replaySafe(),
                result.isValid() ? "" : "; INVALID: " + String.join("; ", result.objections()));
    }
}
