package io.sallyport.regions.web;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;

/** Answers calls, on a worker thread: it may block, hash and sign. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers one call.
     *
     * @throws GeneralException if the caller erred; its error object becomes the answer
     */
    HTTPResponse answer(Call call) throws GeneralException;
}
