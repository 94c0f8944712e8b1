package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Surface;
import io.sallyport.serving.Serving;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Calls of the JSON API that are signed (AWS Signature Version 4, by header or in the query). The signature covers {@code Host},
 * so a region takes it for its own name only: the caller is told that name. The gateway signs nothing for anybody. Where the
 * regions take the gateway's name, such calls pass as they are, to the byte.
 */
final class SignedCalls {

    private static final String SCHEME = "AWS4-";
    private static final String QUERY_SIGNATURE = "X-Amz-Signature=";

    private final Dialect dialect;
    private final Serving serving;
    private final boolean passesHost;
    private final Map<RegionName, RefusalWriter.Told> refusals;

    /**
     * Makes the rule.
     *
     * @param passesHost whether the regions take the gateway's host
     * @param apis the URLs of the regions' JSON APIs
     */
    SignedCalls(Dialect dialect, Serving serving, boolean passesHost, Map<RegionName, String> apis) {
        this.dialect = dialect;
        this.serving = serving;
        this.passesHost = passesHost;
        this.refusals = apis.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, api -> RefusalWriter.Told.of(Refusal.SIGNED, sentence(api.getValue()))));
    }

    private static String sentence(String endpoint) {
        return "This call is signed (Signature Version 4) for the host that it was sent to, and no region would take it from "
                + "here. Send signed calls to the region's own endpoint: " + endpoint;
    }

    /** Answers a signed call that cannot pass; tells whether it was one. */
    boolean refuse(HttpServerRequest request, String path, RefusalWriter writer) {
        String target = request.headers().get(Language.AMZ_TARGET);
        boolean isCall = target != null && request.method().equals(HttpMethod.POST) && path.equals("/");
        if (passesHost || !isCall || !isSigned(request) || !dialect.isApiTarget(target)) {
            return false;
        }
        RefusalWriter.Told told = refusals.get(serving.view().serving());
        writer.write(request, Refusal.SIGNED, Surface.API, told == null ? RefusalWriter.Told.of(Refusal.SIGNED) : told);
        return true;
    }

    /** The operation as it may be carried: of a signed call nothing may be changed, so nothing in it tells its region. */
    Operation asSent(HttpServerRequest request, Operation operation) {
        return passes(request, operation) ? operation.withoutHints() : operation;
    }

    /**
     * Adds what a region must see to find the signature good.
     *
     * @param headers those for the region
     */
    void complete(HttpServerRequest request, Operation operation, MultiMap headers) {
        if (passes(request, operation)) {
            headers.set(HttpHeaders.HOST, request.headers().get(HttpHeaders.HOST));
        }
    }

    private boolean passes(HttpServerRequest request, Operation operation) {
        return passesHost && operation.surface() == Surface.API && isSigned(request);
    }

    private static boolean isSigned(HttpServerRequest request) {
        String query = request.query();
        return request.headers().getAll(HttpHeaders.AUTHORIZATION).stream()
                        .anyMatch(line -> line.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                || (query != null && query.contains(QUERY_SIGNATURE));
    }
}
