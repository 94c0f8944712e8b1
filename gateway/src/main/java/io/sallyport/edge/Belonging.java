package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.BrowserFlow;
import io.sallyport.oidc.affinity.FlowCookies;
import io.sallyport.operation.HintKind;
import io.sallyport.proxy.Binding;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a request belongs, by what it brought.
 *
 * @param binding its region; null where it belongs to none
 * @param by the kind of the value that told it; null where none did
 * @param target what the region is to see of the request's target
 * @param body the same of its body, as far as it was read
 * @param step its place in a browser's login; null where it has none
 * @param refreshTokens those that it brought, as the client knows them, by what the region sees of them
 */
record Belonging(
        @Nullable Binding binding,
        @Nullable HintKind by,
        String target,
        @Nullable Buffer body,
        @Nullable Step step,
        Map<String, String> refreshTokens) {

    Belonging {
        refreshTokens = Map.copyOf(refreshTokens);
    }

    /**
     * A step of a browser's login.
     *
     * @param query of the request, by which the browser's logins are told apart
     * @param flow the login; null where the request begins one, or nobody knows
     * @param brought all logins that the browser brought
     * @param asked set where a region is asked only whether it still knows the browser
     */
    record Step(
            String query,
            @Nullable BrowserFlow flow,
            FlowCookies.Brought brought,
            @Nullable Asked asked) {}

    /**
     * A region is asked to sign a browser in without a page, since the browser has a session's cookie of it.
     *
     * @param region it
     * @param otherwise where the login begins if it cannot
     * @param cookies those of the session, as the browser knows them
     */
    record Asked(RegionName region, RegionName otherwise, List<String> cookies) {

        Asked {
            cookies = List.copyOf(cookies);
        }
    }

    /** Whether the request can be answered by its region alone. */
    boolean isExclusive() {
        return binding != null && binding.isExclusive();
    }
}
