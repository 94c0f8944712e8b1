package io.sallyport.edge;

import io.sallyport.operation.Credential;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Surface;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * Which answers are asked for without compression, since the gateway reads them.
 *
 * @param linksFromHost whether pages name the host by which they were asked for
 */
record PlainAnswers(boolean linksFromHost) {

    private static final List<String> PLAIN = List.of("identity");

    /** Asks for one that is to be read; who asks for nothing else is left as it is: its request may be signed. */
    void ask(Operation operation, MultiMap headers) {
        if (isRead(operation) && !headers.getAll(HttpHeaders.ACCEPT_ENCODING).equals(PLAIN)) {
            headers.remove(HttpHeaders.ACCEPT_ENCODING);
        }
    }

    private boolean isRead(Operation operation) {
        boolean hasLinks = linksFromHost && operation.surface() == Surface.PAGE && operation.plane() == Plane.LOGIN;
        return hasLinks
                || !operation.hints().gives().isEmpty()
                || TokenAnswers.mayHoldTokens(operation)
                || operation.credential() instanceof Credential.Tried;
    }
}
