package io.sallyport.regions.cognito;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.Sessions;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Cognito JSON API: {@code POST /} with {@code X-Amz-Target}. On a replica only the operations of the service's
 * list are carried out, whatever this region could do.
 */
public final class CognitoApi implements Endpoint {

    private static final String SERVICE = "AWSCognitoIdentityProviderService.";

    private final OperationTable table = new OperationTable();
    private final Map<String, Operation> operations = new HashMap<>();
    private final boolean replica;

    /** An API over a region's parts; {@code registration} is empty on a replica. */
    public CognitoApi(
            Directory directory,
            Credentials credentials,
            Sessions sessions,
            AccessTokens tokens,
            Optional<Registration> registration,
            InstantSource clock) {
        this.replica = registration.isEmpty();
        ApiClients clients = new ApiClients(directory);
        SignInOperations signIn = new SignInOperations(clients, directory, credentials, sessions, clock);
        operations.put("InitiateAuth", signIn::initiateAuth);
        operations.put("RespondToAuthChallenge", signIn::respondToAuthChallenge);
        SignedInOperations signedIn = new SignedInOperations(clients, directory, sessions, tokens);
        operations.put("GetUser", signedIn::getUser);
        operations.put("GlobalSignOut", signedIn::globalSignOut);
        operations.put("RevokeToken", signedIn::revokeToken);
        registration.map(known -> new SignUpOperations(clients, known)).ifPresent(signUp -> {
            operations.put("SignUp", signUp::signUp);
            operations.put("ConfirmSignUp", signUp::confirmSignUp);
            operations.put("ForgotPassword", signUp::forgotPassword);
            operations.put("ConfirmForgotPassword", signUp::confirmForgotPassword);
        });
    }

    @Override
    public HTTPResponse answer(Call call) {
        try {
            Operation operation = operation(call.http().getHeaderValue("X-Amz-Target"));
            Input input = Input.parse(call.http().getBody());
            HTTPResponse response = new HTTPResponse(HTTPResponse.SC_OK);
            response.setHeader("Content-Type", CognitoError.CONTENT_TYPE);
            response.setBody(operation.apply(input).toString());
            return response;
        } catch (CognitoException error) {
            return error.error().toHttp();
        }
    }

    private Operation operation(@Nullable String target) throws CognitoException {
        String name = target != null && target.startsWith(SERVICE) ? target.substring(SERVICE.length()) : "";
        if (!table.exists(name)) {
            throw new CognitoException("UnknownOperationException", "There is no such operation.");
        }
        if (replica && !table.isOnActiveReplica(name)) {
            throw new CognitoException(
                    "OperationNotEnabledException", "This operation is not enabled in a secondary region.");
        }
        Operation operation = operations.get(name);
        if (operation == null) {
            throw new CognitoException("UnknownOperationException", "The twin regions do not offer " + name + ".");
        }
        return operation;
    }
}
