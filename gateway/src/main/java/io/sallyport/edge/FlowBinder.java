package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.oidc.affinity.BrowserFlow;
import io.sallyport.oidc.affinity.FlowCookies.Brought;
import io.sallyport.oidc.affinity.RegionHints;
import io.sallyport.oidc.login.AuthorizationRequest;
import io.sallyport.operation.Flow;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.proxy.Binding;
import io.sallyport.proxy.Binding.Tie;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the region that a request belongs to: by a value that it holds, else by the browser's cookies. */
final class FlowBinder {

    private final Affinities affinities;

    FlowBinder(Affinities affinities) {
        this.affinities = affinities;
    }

    /**
     * Reads a request.
     *
     * @param target below the public URL
     * @param flow the hash of the flow that the request begins, if it begins one
     * @return empty where it claims a region falsely
     */
    Optional<Belonging> of(
            HttpServerRequest request,
            Operation operation,
            String target,
            @Nullable Buffer body,
            ServingView view,
            int flow) {
        return operation.flow() == Flow.BEGINS
                ? read(request, operation, offered(target), offered(body), view, flow)
                : read(request, operation, target, body, view, flow);
    }

    /** What is not offered the region refuses, in the standard's words, to whom it knows to be the client. */
    private static String offered(String target) {
        int query = target.indexOf('?') + 1;
        return query == 0
                ? target
                : target.substring(0, query) + new AuthorizationRequest(target.substring(query)).offered();
    }

    private static @Nullable Buffer offered(@Nullable Buffer body) {
        String form = body == null ? "" : body.toString(StandardCharsets.ISO_8859_1);
        String offered = new AuthorizationRequest(form).offered();
        return offered.equals(form) ? body : Buffer.buffer(offered.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Optional<Belonging> read(
            HttpServerRequest request,
            Operation operation,
            String target,
            @Nullable Buffer body,
            ServingView view,
            int flow) {
        RegionHints.Told told = affinities.hints().read(operation, target, body);
        if (told instanceof RegionHints.Forged) {
            return Optional.empty();
        }
        boolean isStep = operation.hints().isBrowserStep();
        Map<String, String> tokens = affinities.hints().refreshTokens(operation, target, body);
        if (told instanceof RegionHints.Known known) {
            Belonging.Step step = isStep ? step(request, operation, target, body) : null;
            return Optional.of(new Belonging(
                    binding(operation, known, view),
                    known.kind(),
                    known.target(),
                    known.body(),
                    step,
                    tokens,
                    known.returnAddress()));
        }
        return Optional.of(
                isStep
                        ? ofBrowser(request, operation, target, body, view, flow)
                        : new Belonging(signedInAt(request, operation), null, target, body, null, tokens, null));
    }

    /**
     * The body as the region will see it: who has a value can send it without its hint, so what is looked up of it must not
     * depend on that.
     */
    @Nullable
    Buffer withoutHints(Operation operation, String target, @Nullable Buffer body) {
        return affinities.hints().read(operation, target, body) instanceof RegionHints.Known known
                ? known.body()
                : body;
    }

    /**
     * What the primary knows, its replicas do: a session of its own may go wherever serving is. It ends at the primary, since a
     * replica would say yes to a sign-out that the primary does not hear of; only where that is lost is it the journal that
     * tells it.
     */
    private @Nullable Binding binding(Operation operation, RegionHints.Known known, ServingView view) {
        RegionName region = known.region();
        boolean isSignOut = operation.operationClass() == OperationClass.SESSION;
        if (known.kind() != HintKind.REFRESH_TOKEN) {
            return new Binding(region, Tie.ALONE);
        }
        if (!region.equals(affinities.primary())) {
            return new Binding(region, isSignOut ? Tie.ALONE : Tie.FIRST);
        }
        return isSignOut && view.usable().contains(region) ? new Binding(region, Tie.ALONE) : null;
    }

    private Belonging ofBrowser(
            HttpServerRequest request,
            Operation operation,
            String target,
            @Nullable Buffer body,
            ServingView view,
            int hash) {
        boolean isNew = operation.flow() == Flow.BEGINS;
        Brought brought = brought(request);
        String query = query(request, operation, body);
        BrowserFlow flow = isNew ? brought.begunBy(query) : brought.of(query);
        Belonging.Asked asked = isNew && flow == null ? asked(request, view, hash) : null;
        RegionName region = flow != null ? flow.region() : asked != null ? asked.region() : null;
        return new Belonging(
                region == null ? null : new Binding(region, isNew ? Tie.BETTER : Tie.BEGUN),
                null,
                target,
                body,
                new Belonging.Step(query, beginning(request, operation, target, query), flow, brought, asked),
                Map.of(),
                null);
    }

    private Belonging.Step step(HttpServerRequest request, Operation operation, String target, @Nullable Buffer body) {
        String query = query(request, operation, body);
        return new Belonging.Step(query, beginning(request, operation, target, query), null, brought(request), null);
    }

    /** The form of an OAuth request means the same as a query (RFC 6749 §3.1); of no other is that known. */
    private static @Nullable String beginning(
            HttpServerRequest request, Operation operation, String target, String query) {
        boolean isGet = request.method().equals(HttpMethod.GET);
        boolean mayBegin = operation.flow() == Flow.BEGINS && (isGet || new AuthorizationRequest(query).namesClient());
        int end = target.indexOf('?');
        return mayBegin ? (end < 0 ? target : target.substring(0, end)) + '?' + query : null;
    }

    private Brought brought(HttpServerRequest request) {
        return affinities.cookies().read(request.headers().getAll(HttpHeaders.COOKIE));
    }

    /** An authorization request may be a form; the form of a later step has a password in it. */
    private static String query(HttpServerRequest request, Operation operation, @Nullable Buffer body) {
        String query = request.query();
        if (query != null) {
            return query;
        }
        return body == null || operation.flow() != Flow.BEGINS ? "" : body.toString(StandardCharsets.ISO_8859_1);
    }

    /** The region to ask whether it knows the browser, where it is not the one that would be asked anyway. */
    private Belonging.@Nullable Asked asked(HttpServerRequest request, ServingView view, int hash) {
        if (!request.headers().contains(HttpHeaders.COOKIE)) {
            return null;
        }
        RegionName usual = view.regionForNewFlow(hash);
        if (!sessionCookies(request, usual).isEmpty()) {
            return null;
        }
        for (RegionName region : view.usable()) {
            List<String> cookies = sessionCookies(request, region);
            if (!cookies.isEmpty()) {
                return new Belonging.Asked(region, usual, cookies);
            }
        }
        return null;
    }

    /** Who is signed in at one region alone is signed out there; the browser forgets its sessions at all of them. */
    private @Nullable Binding signedInAt(HttpServerRequest request, Operation operation) {
        if (!FlowKeeper.isSignOut(operation) || !request.headers().contains(HttpHeaders.COOKIE)) {
            return null;
        }
        List<RegionName> known = affinities.regions().stream()
                .filter(region -> !sessionCookies(request, region).isEmpty())
                .toList();
        return known.size() == 1 ? new Binding(known.get(0), Tie.BETTER) : null;
    }

    private List<String> sessionCookies(HttpServerRequest request, RegionName region) {
        return affinities.sessionCookies(request.headers(), region);
    }
}
