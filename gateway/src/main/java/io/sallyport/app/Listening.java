package io.sallyport.app;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;

/** What to tell an operator whose listener cannot be bound. */
final class Listening {

    private Listening() {}

    /** Makes a sentence of a failure to bind; any other failure stays what it is. */
    static <T> Future<T> explained(String key, String host, int port, Throwable failure) {
        return Future.failedFuture(isAboutBinding(failure) ? refused(key, host, port, failure) : failure);
    }

    /** The native transports throw their own IOException where the JDK throws a SocketException. */
    private static boolean isAboutBinding(Throwable failure) {
        return failure instanceof SocketException
                || failure instanceof UnresolvedAddressException
                || failure instanceof IOException;
    }

    private static StartRefused refused(String key, String host, int port, Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        String hint = reason.contains("already in use") ? "; is another program using it?" : "";
        return new StartRefused(key + ".port: " + host + ":" + port + " cannot be bound (" + reason + ")" + hint);
    }
}
