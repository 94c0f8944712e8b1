package io.sallyport.regions.cognito;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.Recorder;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.signin.ReplicaLife;
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
 * list for its status are carried out, whatever this region could do.
 */
public final class CognitoApi implements Endpoint {

    private static final String SERVICE = "AWSCognitoIdentityProviderService.";

    private final OperationTable table = new OperationTable();
    private final Map<String, Operation> operations = new HashMap<>();
    private final ReplicaLife life;

    /** What the API stands on; {@code writer} is empty on a replica. */
    public record Parts(
            Directory directory,
            Credentials credentials,
            Sessions sessions,
            AccessTokens tokens,
            ReplicaLife life,
            Optional<Writer> writer,
            InstantSource clock) {}

    /** What only a primary has. */
    public record Writer(Registration registration, Recorder recorder) {}

    /** An API over {@code parts}. */
    public CognitoApi(Parts parts) {
        this.life = parts.life();
        ApiClients clients = new ApiClients(parts.directory());
        SignedInOperations signedIn =
                new SignedInOperations(clients, parts.directory(), parts.sessions(), parts.tokens());
        PoolOperations pool = new PoolOperations(parts.directory(), parts.sessions(), parts.life());
        signIn(clients, parts);
        signedIn(signedIn);
        pool(pool);
        parts.writer().ifPresent(writer -> {
            registration(new SignUpOperations(clients, writer.registration()), signedIn, writer.registration());
            changes(new PoolChanges(pool, parts.directory(), writer.recorder(), parts.sessions()));
        });
    }

    private void signIn(ApiClients clients, Parts parts) {
        SignInAnswers answers = new SignInAnswers(parts.sessions(), parts.clock());
        Challenges challenges = new Challenges(clients, parts.directory(), parts.credentials(), answers);
        SignInOperations signIn = new SignInOperations(
                clients, parts.directory(), parts.credentials(), parts.sessions(), answers, challenges);
        operations.put("InitiateAuth", signIn::initiateAuth);
        operations.put("AdminInitiateAuth", signIn::adminInitiateAuth);
        operations.put("RespondToAuthChallenge", challenges::respond);
        operations.put("AdminRespondToAuthChallenge", challenges::respond);
        operations.put("GetTokensFromRefreshToken", signIn::getTokensFromRefreshToken);
    }

    private void signedIn(SignedInOperations signedIn) {
        operations.put("GetUser", signedIn::getUser);
        operations.put("GlobalSignOut", signedIn::globalSignOut);
        operations.put("RevokeToken", signedIn::revokeToken);
    }

    private void pool(PoolOperations pool) {
        operations.put("DescribeUserPool", pool::describeUserPool);
        operations.put("AdminGetUser", pool::adminGetUser);
        operations.put("ListUsers", pool::listUsers);
        operations.put("ListGroups", pool::listGroups);
        operations.put("GetGroup", pool::getGroup);
        operations.put("AdminListGroupsForUser", pool::adminListGroupsForUser);
        operations.put("AdminUserGlobalSignOut", pool::adminUserGlobalSignOut);
        operations.put("ListUserPoolReplicas", pool::listUserPoolReplicas);
        operations.put("UpdateUserPoolReplica", pool::updateUserPoolReplica);
    }

    private void registration(SignUpOperations signUp, SignedInOperations signedIn, Registration registration) {
        UserOperations user = new UserOperations(signedIn, registration);
        operations.put("SignUp", signUp::signUp);
        operations.put("ConfirmSignUp", signUp::confirmSignUp);
        operations.put("ForgotPassword", signUp::forgotPassword);
        operations.put("ConfirmForgotPassword", signUp::confirmForgotPassword);
        operations.put("UpdateUserAttributes", user::updateUserAttributes);
        operations.put("ChangePassword", user::changePassword);
    }

    private void changes(PoolChanges changes) {
        operations.put("AdminDisableUser", changes::adminDisableUser);
        operations.put("AdminEnableUser", changes::adminEnableUser);
        operations.put("CreateGroup", changes::createGroup);
        operations.put("AdminAddUserToGroup", changes::adminAddUserToGroup);
        operations.put("AdminRemoveUserFromGroup", changes::adminRemoveUserFromGroup);
        operations.put("CreateUserPoolClient", changes::createUserPoolClient);
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
        if (life.isReplica() && !isEnabledOnReplica(name)) {
            throw new CognitoException(
                    "OperationNotEnabledException", "This operation is not enabled in a secondary region.");
        }
        Operation operation = operations.get(name);
        if (operation == null) {
            throw new CognitoException("UnknownOperationException", "The twin regions do not offer " + name + ".");
        }
        return operation;
    }

    private boolean isEnabledOnReplica(String name) {
        return life.servesEndUsers() ? table.isOnActiveReplica(name) : table.isOnInactiveReplica(name);
    }
}
