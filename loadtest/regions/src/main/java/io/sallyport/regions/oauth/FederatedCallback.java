package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.oauth.FederatedSignIn.Arrival;
import io.sallyport.regions.oauth.LoginFlows.LoginFlow;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import java.io.IOException;
import java.util.Optional;

/**
 * Where a browser comes back from the other provider. The first time a user comes a profile is made, which is a write:
 * only a primary can. A replica lets in those that it knows.
 */
final class FederatedCallback implements Endpoint {

    private static final ErrorObject NOT_KNOWN_HERE = OAuth2Error.ACCESS_DENIED.setDescription(
            "OperationNotEnabledException: the first sign-in of a federated user is possible in the primary region only");

    private final LoginFlows flows;
    private final FederatedSignIn federated;
    private final Directory directory;
    private final Optional<Registration> registration;
    private final AuthorizationAnswers answers;
    private final SignInCompletion completion;

    FederatedCallback(
            LoginFlows flows,
            FederatedSignIn federated,
            Directory directory,
            Optional<Registration> registration,
            AuthorizationAnswers answers,
            SignInCompletion completion) {
        this.flows = flows;
        this.federated = federated;
        this.directory = directory;
        this.registration = registration;
        this.answers = answers;
        this.completion = completion;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        Optional<LoginFlow> flow = call.parameter("state").flatMap(id -> flows.find(id, Browser.of(call)));
        if (flow.isEmpty()) {
            return LoginEndpoint.expired();
        }
        Optional<String> code = call.parameter("code");
        return code.isPresent()
                ? arrived(flow.get(), code.get(), call)
                : answers.error(flow.get().request(), OAuth2Error.ACCESS_DENIED);
    }

    private HTTPResponse arrived(LoginFlow flow, String code, Call call) {
        try {
            Optional<User> user = user(federated.redeem(flow, code, call));
            return user.isEmpty()
                    ? answers.error(flow.request(), NOT_KNOWN_HERE)
                    : completion.done(flow, user.get()).orElseGet(LoginEndpoint::expired);
        } catch (GeneralException refused) {
            return answers.error(flow.request(), OAuth2Error.ACCESS_DENIED);
        } catch (IOException unreachable) {
            return answers.error(flow.request(), OAuth2Error.TEMPORARILY_UNAVAILABLE);
        }
    }

    private Optional<User> user(Arrival arrival) {
        return directory
                .userByName(arrival.username())
                .or(() -> registration.map(known -> known.arrived(arrival.username(), arrival.attributes())));
    }
}
