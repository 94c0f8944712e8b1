package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Responses;

/** What a replica shows in place of a page that would write. */
final class RefusedPage implements Endpoint {

    @Override
    public HTTPResponse answer(Call call) {
        HTTPResponse response = Responses.html(
                HTTPResponse.SC_BAD_REQUEST,
                new Page("Not available here")
                        .say("This operation is not enabled in a secondary region. Please try again later.")
                        .html());
        response.setHeader("x-amzn-ErrorType", "OperationNotEnabledException");
        return response;
    }
}
