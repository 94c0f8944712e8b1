package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.regions.signin.Registration;

/** UpdateUserAttributes and ChangePassword: what a signed-in user changes. On a primary only. */
final class UserOperations {

    private final SignedInOperations signedIn;
    private final Registration registration;

    UserOperations(SignedInOperations signedIn, Registration registration) {
        this.signedIn = signedIn;
        this.registration = registration;
    }

    ObjectNode updateUserAttributes(Input input) throws CognitoException {
        SignUpOperations.done(registration.updateAttributes(signedIn.user(input), input.attributes("UserAttributes")));
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        answer.putArray("CodeDeliveryDetailsList");
        return answer;
    }

    ObjectNode changePassword(Input input) throws CognitoException {
        SignUpOperations.done(registration.changePassword(
                signedIn.user(input), input.required("PreviousPassword"), input.required("ProposedPassword")));
        return CognitoError.JSON.createObjectNode();
    }
}
