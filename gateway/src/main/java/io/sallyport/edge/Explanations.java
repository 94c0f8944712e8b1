package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.operation.Capability;
import io.sallyport.operation.Operation;
import io.sallyport.operation.ReplicaLimits;
import io.sallyport.operation.ReplicaLimits.Sign;
import io.sallyport.upstream.ErrorType;
import io.sallyport.upstream.Outcome;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of a refusal that a replica gave itself that it is one, and what it is for want of: a sign-in that the replica alone could
 * judge. In a structured field (RFC 9651) beside the answer, which stays as it is: {@code Sallyport-Explanation: replica;
 * totp-mfa}. Used on one event loop.
 */
final class Explanations {

    static final CharSequence EXPLANATION = HttpHeaders.createOptimized("sallyport-explanation");

    private static final String REPLICA = "replica";

    private final ReplicaLimits limits;
    private final RegionName primary;
    private final RequestMeters meters;
    private final Map<String, List<Sign>> byOperation = new HashMap<>();

    Explanations(ReplicaLimits limits, RegionName primary, RequestMeters meters) {
        this.limits = limits;
        this.primary = primary;
        this.meters = meters;
    }

    /**
     * Adds the explanation where there is one.
     *
     * @param headers those for the client
     */
    void explain(Operation operation, RegionName region, Outcome.Answered answer, MultiMap headers) {
        if (region.equals(primary)) {
            return;
        }
        for (Sign sign : byOperation.computeIfAbsent(operation.name(), limits::signs)) {
            if (isIn(answer, sign)) {
                explain(operation, sign.lacks(), headers);
                return;
            }
        }
    }

    private void explain(Operation operation, @Nullable Capability lacks, MultiMap headers) {
        String tag = lacks == null ? null : lacks.tag();
        meters.replicaRefused(operation.name(), tag);
        headers.set(EXPLANATION, tag == null ? REPLICA : REPLICA + "; " + tag);
        if (headers.contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            headers.add(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPLANATION);
        }
    }

    private static boolean isIn(Outcome.Answered answer, Sign sign) {
        return isError(answer, sign.error())
                && (sign.sendsBack() == null || holds(answer.headers().get(HttpHeaders.LOCATION), sign.sendsBack()))
                && (sign.says() == null || says(answer, sign.says()));
    }

    private static boolean isError(Outcome.Answered answer, @Nullable String wanted) {
        return wanted == null || wanted.equals(ErrorType.of(answer.headers()));
    }

    private static boolean holds(@Nullable String text, String part) {
        return text != null && text.contains(part);
    }

    private static boolean says(Outcome.Answered answer, String text) {
        return answer.rest() == null
                && !answer.headers().contains(HttpHeaders.CONTENT_ENCODING)
                && answer.body().toString(StandardCharsets.ISO_8859_1).contains(text);
    }
}
