package io.sallyport.edge;

import io.sallyport.operation.Dialect;
import io.sallyport.operation.Route;
import io.sallyport.operation.Surface;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The data plane's routing table. {@code /-/} is the gateway's own and never forwarded; below the public URL stand the
 * provider's documents and what the dialect knows; everything else is 404.
 *
 * <p>The gateway's own endpoints are asked by services under whatever name they know the gateway by, so the check of
 * {@code Host} (421) holds for what is done in the provider's name.
 */
final class Edge implements Handler<HttpServerRequest> {

    private static final String OWN = "/-/";

    private final PublicUrl publicUrl;
    private final Dialect dialect;
    private final OwnEndpoints own;
    private final DocumentHandler documents;
    private final SignedCalls signed;
    private final ProxyHandler proxy;
    private final RefusalWriter refusals;
    private final BugNet net;
    private final RequestLog.Source logs;

    Edge(
            PublicUrl publicUrl,
            Dialect dialect,
            OwnEndpoints own,
            DocumentHandler documents,
            SignedCalls signed,
            ProxyHandler proxy,
            RefusalWriter refusals,
            BugNet net,
            RequestLog.Source logs) {
        this.publicUrl = publicUrl;
        this.dialect = dialect;
        this.own = own;
        this.documents = documents;
        this.signed = signed;
        this.proxy = proxy;
        this.refusals = refusals;
        this.net = net;
        this.logs = logs;
    }

    @Override
    public void handle(HttpServerRequest request) {
        net.run(request, null, () -> answer(request, logs.begin(request)));
    }

    private void answer(HttpServerRequest request, RequestLog log) {
        UnreadBody.watch(request);
        if (!isPlainPath(request.uri())
                || hasTwoTargets(request.headers())
                || HeaderPolicy.hasTooManyOptions(request.headers())) {
            refusals.write(request, Refusal.BAD_REQUEST, null);
            return;
        }
        String path = request.path();
        if (path.startsWith(OWN)) {
            own.handle(request, path, log);
        } else if (!publicUrl.isMeantBy(request.authority())) {
            refusals.write(request, Refusal.MISDIRECTED, null);
        } else if (!documents.handle(request, path, log)) {
            forward(request, path, log);
        }
    }

    private static boolean hasTwoTargets(MultiMap headers) {
        return headers.contains(Language.AMZ_TARGET)
                && headers.getAll(Language.AMZ_TARGET).size() > 1;
    }

    /**
     * Origin form alone (RFC 9112 §3.2.1): absolute form names a host beside {@code Host}, and nobody needs it of a server
     * that is no forward proxy. A fragment or a raw byte beyond visible ASCII has no place in it (RFC 3986 §3).
     */
    private static boolean isPlainPath(String target) {
        if (target.isEmpty() || target.charAt(0) != '/') {
            return false;
        }
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c > '~' || c == '#') {
                return false;
            }
        }
        return true;
    }

    private void forward(HttpServerRequest request, String path, RequestLog log) {
        String below = publicUrl.below(path);
        Route route = below == null ? null : route(request, below);
        if (route != null) {
            log.operation(route.operation().name());
        }
        if (below != null && signed.refuse(request, below, refusals)) {
            return;
        }
        if (route != null) {
            proxy.handle(request, route, log);
            return;
        }
        boolean isApi = request.headers().contains(Language.AMZ_TARGET);
        refusals.write(request, Refusal.NOT_FOUND, isApi ? Surface.API : null);
    }

    private @Nullable Route route(HttpServerRequest request, String path) {
        String target = request.headers().get(Language.AMZ_TARGET);
        if (target == null) {
            return dialect.route(request.method().name(), path);
        }
        boolean isCall = request.method().equals(HttpMethod.POST) && path.equals("/");
        return isCall ? dialect.apiRoute(target) : null;
    }
}
