package io.sallyport.edge;

import io.sallyport.metrics.RequestMeters;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Route;
import io.sallyport.operation.Surface;
import io.sallyport.time.Ticker;
import io.vertx.core.Handler;
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
    private final ProxyHandler proxy;
    private final RefusalWriter refusals;
    private final ClientAddress clients;
    private final RequestMeters meters;
    private final Ticker ticker;
    private final boolean accessLog;

    Edge(
            PublicUrl publicUrl,
            Dialect dialect,
            OwnEndpoints own,
            DocumentHandler documents,
            ProxyHandler proxy,
            RefusalWriter refusals,
            ClientAddress clients,
            RequestMeters meters,
            Ticker ticker,
            boolean accessLog) {
        this.publicUrl = publicUrl;
        this.dialect = dialect;
        this.own = own;
        this.documents = documents;
        this.proxy = proxy;
        this.refusals = refusals;
        this.clients = clients;
        this.meters = meters;
        this.ticker = ticker;
        this.accessLog = accessLog;
    }

    @Override
    public void handle(HttpServerRequest request) {
        RequestLog log = RequestLog.begin(request, clients.of(request), meters, ticker, accessLog);
        String target = request.uri();
        if (target.isEmpty() || target.charAt(0) != '/') {
            // Absolute form names a host beside Host; nobody needs it of a server that is no forward proxy.
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

    private void forward(HttpServerRequest request, String path, RequestLog log) {
        Route route = route(request, path);
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
