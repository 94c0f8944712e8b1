package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.operation.Operation;
import io.sallyport.proxy.Binding;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the end of a session belongs whose refresh token names the primary. */
class SignOutRegionTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final ServingView WEST_LOST = onReplica(List.of(EAST));
    private static final ServingView WEST_BACK = onReplica(List.of(EAST, WEST));

    private final RunningEdge edge = RunningEdge.start();

    @AfterEach
    void close() {
        edge.close();
    }

    private static ServingView onReplica(List<RegionName> usable) {
        return new ServingView(ControllerState.Name.ON_REPLICA, WEST, EAST, 0, usable, usable, Set.of(), false, 0);
    }

    private static Operation token(Map<String, String> form) {
        return Objects.requireNonNull(RunningEdge.cognito().route("POST", "/oauth2/token"))
                .operation(form::get);
    }

    private String ofWest() {
        Buffer answer = Buffer.buffer("{\"refresh_token\":\"r\"}");
        String hinted = edge.affinities
                .hints()
                .inJson(token(Map.of()), WEST, answer, null, Map.of())
                .toString();
        return hinted.substring(hinted.indexOf(":\"") + 2, hinted.length() - 2);
    }

    private @Nullable Binding binding(ServingView view, Operation operation, String target, String body) {
        HttpServerRequest request = (HttpServerRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServerRequest.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("what the body says is enough");
                });
        return new FlowBinder(edge.affinities)
                .of(request, operation, target, Buffer.buffer(body), view, 1)
                .orElseThrow()
                .binding();
    }

    @Test
    void thePrimaryAloneEndsItsSession() {
        assertThat(binding(WEST_BACK, byForm(), "/oauth2/revoke", "token=" + ofWest()))
                .isEqualTo(new Binding(WEST, Binding.Tie.ALONE));
        assertThat(binding(WEST_BACK, byCall(), "/", "{\"Token\":\"" + ofWest() + "\"}"))
                .isEqualTo(new Binding(WEST, Binding.Tie.ALONE));
    }

    @Test
    void whileItIsLostTheRegionThatServesIsTold() {
        assertThat(binding(WEST_LOST, byForm(), "/oauth2/revoke", "token=" + ofWest()))
                .isNull();
        assertThat(binding(WEST_LOST, byCall(), "/", "{\"Token\":\"" + ofWest() + "\"}"))
                .isNull();
    }

    @Test
    void aRefreshGoesWhereServingIs() {
        Operation refresh = token(Map.of("grant_type", "refresh_token"));
        String body = "grant_type=refresh_token&refresh_token=" + ofWest();

        assertThat(binding(WEST_LOST, refresh, "/oauth2/token", body)).isNull();
        assertThat(binding(WEST_BACK, refresh, "/oauth2/token", body)).isNull();
    }

    private static Operation byForm() {
        return Objects.requireNonNull(RunningEdge.cognito().route("POST", "/oauth2/revoke"))
                .operation();
    }

    private static Operation byCall() {
        return Objects.requireNonNull(RunningEdge.cognito().apiRoute("AWSCognitoIdentityProviderService.RevokeToken"))
                .operation();
    }
}
