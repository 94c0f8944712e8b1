package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.signin.ReplicaLife;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Responses;

/** Refuses everybody while the replica is inactive: with a page where a browser calls, with JSON elsewhere. */
record InactiveGuard(ReplicaLife life, boolean page, Endpoint endpoint) implements Endpoint {

    private static final int UNAVAILABLE = 503;

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        if (life.servesEndUsers()) {
            return endpoint.answer(call);
        }
        return page
                ? Responses.html(
                        UNAVAILABLE,
                        new Page("Not available here")
                                .say("This region is not active.")
                                .html())
                : Responses.error(new ErrorObject("temporarily_unavailable", "the replica is not active", UNAVAILABLE));
    }
}
