package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.signin.RegistrationResult;

/** SignUp, ConfirmSignUp, ForgotPassword, ConfirmForgotPassword. On a primary only. */
final class SignUpOperations {

    private final ApiClients clients;
    private final Registration registration;

    SignUpOperations(ApiClients clients, Registration registration) {
        this.clients = clients;
        this.registration = registration;
    }

    ObjectNode signUp(Input input) throws CognitoException {
        clients.ofUser(input);
        User user = done(registration.signUp(
                input.required("Username"), input.required("Password"), input.attributes("UserAttributes")));
        ObjectNode answer =
                CognitoError.JSON.createObjectNode().put("UserConfirmed", false).put("UserSub", user.sub());
        answer.set("CodeDeliveryDetails", delivery());
        return answer;
    }

    ObjectNode confirmSignUp(Input input) throws CognitoException {
        clients.ofUser(input);
        done(registration.confirmSignUp(input.required("Username"), input.required("ConfirmationCode")));
        return CognitoError.JSON.createObjectNode();
    }

    ObjectNode forgotPassword(Input input) throws CognitoException {
        clients.ofUser(input);
        registration.forgotPassword(input.required("Username"));
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        answer.set("CodeDeliveryDetails", delivery());
        return answer;
    }

    ObjectNode confirmForgotPassword(Input input) throws CognitoException {
        clients.ofUser(input);
        done(registration.confirmForgotPassword(
                input.required("Username"), input.required("ConfirmationCode"), input.required("Password")));
        return CognitoError.JSON.createObjectNode();
    }

    /** The same for known and unknown users, so that nobody learns which names exist. */
    private static ObjectNode delivery() {
        return CognitoError.JSON
                .createObjectNode()
                .put("AttributeName", "email")
                .put("DeliveryMedium", "EMAIL")
                .put("Destination", "***");
    }

    static User done(RegistrationResult result) throws CognitoException {
        if (result instanceof RegistrationResult.Done done) {
            return done.user();
        }
        if (result instanceof RegistrationResult.NameTaken) {
            throw new CognitoException("UsernameExistsException", "User already exists");
        }
        if (result instanceof RegistrationResult.Invalid invalid) {
            throw CognitoException.invalidParameter(invalid.reason());
        }
        if (result instanceof RegistrationResult.WeakPassword weak) {
            throw new CognitoException(
                    "InvalidPasswordException", "Password did not conform with policy: " + weak.reason());
        }
        if (result instanceof RegistrationResult.AlreadyConfirmed) {
            throw CognitoException.notAuthorized("User cannot be confirmed. Current status is CONFIRMED");
        }
        if (result instanceof RegistrationResult.WrongPassword) {
            throw CognitoException.notAuthorized("Incorrect username or password.");
        }
        throw new CognitoException("CodeMismatchException", "Invalid verification code provided, please try again.");
    }
}
