package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One operation of the API. */
@FunctionalInterface
interface Operation {

    /**
     * Carries it out, on a worker.
     *
     * @throws CognitoException for each of the service's own errors
     */
    ObjectNode apply(Input input) throws CognitoException;
}
