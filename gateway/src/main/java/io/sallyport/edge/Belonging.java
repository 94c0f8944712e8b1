package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.BrowserFlow;
import io.sallyport.oidc.affinity.FlowCookies;
import io.sallyport.oidc.login.ReturnAddress;
import io.sallyport.operation.HintKind;
import io.sallyport.proxy.Binding;
import io.sallyport.proxy.Binding.Tie;
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
 * @param returnAddress of the pushed authorization request that it refers to; null where it refers to none
 */
record Belonging(
        @Nullable Binding binding,
        @Nullable HintKind by,
        String target,
        @Nullable Buffer body,
        @Nullable Step step,
        Map<String, String> refreshTokens,
        @Nullable ReturnAddress returnAddress) {

    Belonging {
        refreshTokens = Map.copyOf(refreshTokens);
    }

    /**
     * A step of a browser's login.
     *
     * @param query of the request, by which the browser's logins are told apart
     * @param beginning where the request can begin a login: path below the public URL and query with which it could again
     * @param flow the login; null where the request begins one, or nobody knows
     * @param brought all logins that the browser brought
     * @param asked set where a region is asked only whether it still knows the browser
     */
    record Step(
            String query,
            @Nullable String beginning,
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

    /** The same, bound by an ID token; what another value has told counts more. */
    Belonging boundBy(@Nullable Binding idToken) {
        return idToken == null || by != null
                ? this
                : new Belonging(idToken, HintKind.ID_TOKEN, target, body, step, refreshTokens, returnAddress);
    }

    /** The one region that knows what the request is about, by a refresh token that it brought; null where none tells. */
    @Nullable
    RegionName home() {
        return binding != null && by == HintKind.REFRESH_TOKEN ? binding.region() : null;
    }

    /** Whether the request can be answered by its region alone, so far as that lives. */
    boolean isExclusive() {
        return binding != null && (binding.tie() == Tie.ALONE || binding.tie() == Tie.FIRST);
    }

    /** The login that the request goes on with, which its region alone knows; null where it goes on with none. */
    @Nullable
    BrowserFlow begun() {
        return step != null && binding != null && binding.tie() == Tie.BEGUN ? step.flow() : null;
    }
}
