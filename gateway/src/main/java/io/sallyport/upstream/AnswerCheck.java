package io.sallyport.upstream;

import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Surface;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What an answer's head says against the region that gave it. */
final class AnswerCheck {

    private static final String TOO_MANY = "TooManyRequestsException";

    private AnswerCheck() {}

    /** The failure that an answer shows; null where it speaks for the region, also when it refuses the client. */
    static @Nullable FailureKind failure(int status, MultiMap headers, Operation operation, boolean isAtReplica) {
        FailureKind failure = failure(status, headers, operation.surface());
        boolean isRefusal = failure == FailureKind.SERVER_ERROR && isAtReplica && operation.refusesByError();
        return isRefusal ? FailureKind.WRITE_REFUSED : failure;
    }

    private static @Nullable FailureKind failure(int status, MultiMap headers, Surface surface) {
        if (status == 429) {
            return FailureKind.OVERLOAD;
        }
        if (status >= 500 && status <= 599) {
            return FailureKind.SERVER_ERROR;
        }
        if (!isFinal(status)) {
            return FailureKind.FOREIGN;
        }
        if (surface == Surface.API && status == 400 && TOO_MANY.equals(ErrorType.of(headers))) {
            return FailureKind.OVERLOAD;
        }
        return surface != Surface.PAGE && isPage(headers.get(HttpHeaders.CONTENT_TYPE)) ? FailureKind.FOREIGN : null;
    }

    /** RFC 9110 §15: 200 to 599; 101 is final too, but no upgrade was asked for. */
    static boolean isFinal(int status) {
        return status >= 200 && status <= 599;
    }

    /** A machine was asked and a page came: a balancer or a maintenance page answered, not the provider. */
    private static boolean isPage(@Nullable String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, "text/html", 0, 9);
    }
}
