package io.sallyport.edge;

import io.sallyport.operation.Credential;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Surface;

/**
 * Which answers are asked for without compression, since the gateway reads them.
 *
 * @param linksFromHost whether pages name the host by which they were asked for
 */
record PlainAnswers(boolean linksFromHost) {

    boolean asksFor(Operation operation) {
        boolean hasLinks = linksFromHost && operation.surface() == Surface.PAGE && operation.plane() == Plane.LOGIN;
        return hasLinks
                || !operation.hints().gives().isEmpty()
                || TokenAnswers.mayHoldTokens(operation)
                || operation.credential() instanceof Credential.Tried;
    }
}
