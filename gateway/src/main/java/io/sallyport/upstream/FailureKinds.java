package io.sallyport.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.sallyport.failure.FailureKind;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Translates what the HTTP client throws into the closed vocabulary of failures. */
final class FailureKinds {

    private FailureKinds() {}

    /** The kind of a failure to obtain a connection: nothing was sent. */
    static FailureKind ofConnecting(Throwable failure) {
        if (failure instanceof ConnectionPoolTooBusyException) {
            return FailureKind.BULKHEAD;
        }
        // ConnectTimeoutException is a ConnectException, so it is asked for first.
        if (failure instanceof ConnectTimeoutException
                || failure instanceof NoRouteToHostException
                || failure instanceof TimeoutException) {
            return FailureKind.UNREACHABLE;
        }
        if (failure instanceof UnknownHostException) {
            return FailureKind.DNS;
        }
        if (failure instanceof SSLException) {
            return FailureKind.TLS;
        }
        return failure instanceof ConnectException ? FailureKind.REFUSED : FailureKind.UNREACHABLE;
    }

    /** The kind of a failure after a connection was obtained: something may have been sent. */
    static FailureKind ofSending(Throwable failure) {
        return failure instanceof TimeoutException ? FailureKind.TIMEOUT : FailureKind.RESET;
    }
}
