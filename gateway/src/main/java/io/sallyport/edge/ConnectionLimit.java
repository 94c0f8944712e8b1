package io.sallyport.edge;

import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;

/** So many client connections at a time, over all event loops; one more is closed unanswered. */
public final class ConnectionLimit {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    /** With at least one. */
    public ConnectionLimit(int most) {
        this.most = most;
    }

    /** Takes a new connection, or closes it. */
    void admit(HttpConnection connection) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            connection.close();
        } else {
            connection.closeHandler(v -> open.decrementAndGet());
        }
    }
}
