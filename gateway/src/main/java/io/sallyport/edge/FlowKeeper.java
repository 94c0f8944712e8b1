package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.BrowserFlow;
import io.sallyport.oidc.affinity.FlowCookies;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Surface;
import io.sallyport.upstream.CookieScope;
import io.sallyport.upstream.Outcome;
import io.sallyport.upstream.RegionCookies;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts into an answer what leads the next request back to its region: prefixes, names of cookies, the flow cookie. */
final class FlowKeeper {

    private static final Pattern ABSOLUTE = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*:.*");
    private static final Pattern CODE = Pattern.compile("[?&#]code=");
    private static final Pattern OUTCOME = Pattern.compile("[?&#](code|error)=");

    private final Affinities affinities;
    private final ClientReturns returns;
    private final Redirects redirects;
    private final Predicate<String> isLoginStep;
    private final Supplier<String> ids;

    /**
     * Makes the rule.
     *
     * @param isLoginStep whether a path of the provider's goes on with a login
     * @param ids random names for flows
     */
    FlowKeeper(
            Affinities affinities,
            ClientReturns returns,
            Redirects redirects,
            Predicate<String> isLoginStep,
            Supplier<String> ids) {
        this.affinities = affinities;
        this.returns = returns;
        this.redirects = redirects;
        this.isLoginStep = isLoginStep;
        this.ids = ids;
    }

    /**
     * Whether a region that was asked to sign a browser in without a page did not: then the login is to begin elsewhere, and
     * nobody has seen a page of it yet.
     */
    boolean isNotSignedIn(Operation operation, Belonging belonging, RegionName region, Outcome.Answered answer) {
        Belonging.Step step = belonging.step();
        if (step == null || step.asked() == null || !step.asked().region().equals(region)) {
            return false;
        }
        String location = answer.headers().get(HttpHeaders.LOCATION);
        boolean isCode = location != null && CODE.matcher(location).find();
        return !isCode && !isCodePage(operation, region, answer);
    }

    /** Whether an answer sends the browser back to the client with a code. */
    boolean bringsCode(Operation operation, RegionName region, Outcome.Answered answer) {
        String location = answer.headers().get(HttpHeaders.LOCATION);
        return location == null
                ? isCodePage(operation, region, answer)
                : leavesFrom(region).test(location) && CODE.matcher(location).find();
    }

    /**
     * Whether a redirect asks the browser for the same page again.
     *
     * @param path of the request; a location that stands in relation to it is taken for it
     */
    boolean isSamePage(String location, RegionName region, String path) {
        String to = redirects.toClient(location, region);
        String below = redirects.below(to);
        if (below == null) {
            return !leaves(to);
        }
        int query = below.indexOf('?');
        return (query < 0 ? below : below.substring(0, query)).equals(redirects.below(path));
    }

    private boolean isCodePage(Operation operation, RegionName region, Outcome.Answered answer) {
        Buffer page = answer.body();
        return isPage(answer) && affinities.hints().inPage(operation, region, page, leavesFrom(region)) != page;
    }

    /** Whether a login's answer brings the client what cannot pass. */
    boolean isSignedOver(Operation operation, RegionName region, Outcome.Answered answer) {
        if (!operation.hints().isBrowserStep()) {
            return false;
        }
        String location = answer.headers().get(HttpHeaders.LOCATION);
        return location == null
                ? isPage(answer) && ClientReturns.isSignedPage(answer.body(), leavesFrom(region))
                : leavesFrom(region).test(location) && ClientReturns.isSignedRedirect(location);
    }

    /**
     * The cookies with which the same authorization request goes elsewhere. Those of the session go only where the region
     * said that it does not know it: one that is throttled or fails says nothing.
     *
     * @param path of the request
     */
    List<String> elsewhere(Belonging.Step step, String path, Outcome.Answered answer) {
        Belonging.Asked asked = Objects.requireNonNull(step.asked());
        FlowCookies cookies = affinities.cookies();
        List<String> lines = new ArrayList<>(
                cookies.keep(cookies.begin(ids.get(), asked.otherwise(), step.query()), step.brought()));
        if (answer.failure() == null && answer.status() < 400) {
            asked.cookies().forEach(name -> lines.addAll(RegionCookies.forget(name, path)));
        }
        return lines;
    }

    /**
     * The cookies with which a browser leaves: no region knows it any more, whichever was told, and none is asked.
     *
     * @param path of the request
     * @param headers of the request
     * @return none where the operation is no sign-out in a browser
     */
    List<String> leaving(Operation operation, String path, MultiMap headers) {
        if (!isSignOut(operation) || !headers.contains(HttpHeaders.COOKIE)) {
            return List.of();
        }
        FlowCookies cookies = affinities.cookies();
        List<String> lines = new ArrayList<>(cookies.forgetAll(cookies.read(headers.getAll(HttpHeaders.COOKIE))));
        affinities.regions().stream()
                .flatMap(region -> affinities.sessionCookies(headers, region).stream())
                .forEach(name -> lines.addAll(RegionCookies.forget(name, path)));
        return lines;
    }

    /** Whether a browser asks to be signed out. */
    static boolean isSignOut(Operation operation) {
        return operation.operationClass() == OperationClass.SESSION && operation.surface() == Surface.PAGE;
    }

    /**
     * Changes an answer for the client.
     *
     * @param headers those for the client
     * @return its body, or the beginning of it where more follows
     */
    Buffer keep(
            Operation operation, Belonging belonging, RegionName region, Outcome.Answered answer, MultiMap headers) {
        cookies(headers, region);
        String location = headers.get(HttpHeaders.LOCATION);
        String to = location == null ? null : redirects.toClient(location, region);
        boolean isReturn = to != null && leaves(to);
        if (to != null) {
            boolean isHinted = isReturn && operation.hints().isBrowserStep();
            headers.set(HttpHeaders.LOCATION, isHinted ? returns.inRedirect(operation, region, to) : to);
        }
        Buffer body = body(operation, belonging, region, answer);
        if (belonging.step() != null) {
            boolean isOver = isReturn ? OUTCOME.matcher(to).find() : body != answer.body();
            boolean isAccepted = to == null || isReturn || isStep(to);
            follow(belonging.step(), region, answer.status(), isOver, isAccepted, isReturn ? null : to, headers);
        }
        return body;
    }

    private void cookies(MultiMap headers, RegionName region) {
        List<String> cookies = headers.getAll(HttpHeaders.SET_COOKIE);
        if (!cookies.isEmpty()) {
            headers.remove(HttpHeaders.SET_COOKIE);
            cookies.forEach(cookie -> headers.add(HttpHeaders.SET_COOKIE, cookie(cookie, region)));
        }
    }

    private String cookie(String setCookie, RegionName region) {
        String scoped = CookieScope.toClient(setCookie, path -> redirects.cookiePath(path, region));
        return affinities.sharing().cookiesPerRegion() ? RegionCookies.toClient(scoped, region) : scoped;
    }

    private Buffer body(Operation operation, Belonging belonging, RegionName region, Outcome.Answered answer) {
        if (operation.hints().gives().isEmpty()) {
            return answer.body();
        }
        if (operation.hints().isBrowserStep()) {
            return page(operation, region, answer);
        }
        return isReadable(answer, "json")
                ? affinities
                        .hints()
                        .inJson(operation, region, answer.body(), belonging.body(), belonging.refreshTokens())
                : answer.body();
    }

    private Buffer page(Operation operation, RegionName region, Outcome.Answered answer) {
        return isPage(answer) ? returns.inPage(operation, region, answer.body(), leavesFrom(region)) : answer.body();
    }

    private static boolean isPage(Outcome.Answered answer) {
        return isReadable(answer, "text/html");
    }

    private Predicate<String> leavesFrom(RegionName region) {
        return to -> leaves(redirects.toClient(to, region));
    }

    private static boolean isReadable(Outcome.Answered answer, String language) {
        String type = answer.headers().get(HttpHeaders.CONTENT_TYPE);
        return answer.rest() == null
                && answer.body().length() > 0
                && answer.status() < 300
                && type != null
                && type.contains(language)
                && !answer.headers().contains(HttpHeaders.CONTENT_ENCODING);
    }

    private boolean leaves(String location) {
        return ABSOLUTE.matcher(location).matches() ? !redirects.isOwn(location) : location.startsWith("//");
    }

    /** Whether a redirect within the provider goes on with the login; to its page for errors, for one, it does not. */
    private boolean isStep(String location) {
        String below = redirects.below(location);
        int query = below == null ? -1 : below.indexOf('?');
        return below != null && isLoginStep.test(query < 0 ? below : below.substring(0, query));
    }

    /** Where the login is now. */
    private void follow(
            Belonging.Step step,
            RegionName region,
            int status,
            boolean isOver,
            boolean isAccepted,
            @Nullable String next,
            MultiMap headers) {
        FlowCookies cookies = affinities.cookies();
        BrowserFlow flow = step.flow();
        if (isOver && flow != null) {
            headers.add(HttpHeaders.SET_COOKIE, cookies.forget(flow.id()));
        } else if (!isOver && status < 400) {
            BrowserFlow there = cookies.next(
                    flow == null ? cookies.begin(ids.get(), region, step.query()) : flow, region, query(next));
            String beginning = isAccepted ? step.beginning() : null;
            BrowserFlow now = beginning == null ? there : cookies.accepted(there, beginning);
            if (!now.equals(flow)) {
                cookies.keep(now, step.brought()).forEach(line -> headers.add(HttpHeaders.SET_COOKIE, line));
            }
        }
    }

    private static @Nullable String query(@Nullable String location) {
        int query = location == null ? -1 : location.indexOf('?');
        if (location == null || query < 0) {
            return null;
        }
        int hash = location.indexOf('#', query);
        return location.substring(query + 1, hash < 0 ? location.length() : hash);
    }
}
