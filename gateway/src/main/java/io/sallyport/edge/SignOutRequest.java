package io.sallyport.edge;

import io.sallyport.operation.Fields;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Surface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that revokes, as far as its sign-out can be asked for again.
 *
 * @param token as the region will see it
 * @param clientId the client that it names; null where it names none
 * @param isPublic whether that client shows no credential
 */
record SignOutRequest(
        Operation operation, String token, @Nullable String clientId, boolean isPublic) {

    /** RFC 6749 §2.3.1, RFC 7521 §4.2, and what Cognito's API takes instead. */
    private static final List<String> CREDENTIALS =
            List.of("client_secret", "client_assertion", "ClientSecret", "SecretHash");

    static SignOutRequest of(HttpServerRequest request, Operation operation, String token, Fields fields) {
        boolean isPublic = !request.headers().contains(HttpHeaders.AUTHORIZATION)
                && CREDENTIALS.stream().allMatch(name -> fields.value(name) == null);
        String clientId = fields.value(operation.surface() == Surface.API ? "ClientId" : "client_id");
        return new SignOutRequest(operation, token, clientId, isPublic);
    }

    /** Names nothing: it holds a token. */
    @Override
    public String toString() {
        return "SignOutRequest[" + operation.name() + "]";
    }
}
