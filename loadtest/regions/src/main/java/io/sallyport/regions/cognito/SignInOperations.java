package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.token.Sessions;
import java.util.List;
import java.util.Optional;

/** InitiateAuth and its administrator's form, and GetTokensFromRefreshToken: passwords, SRP, refresh tokens. */
final class SignInOperations {

    private final ApiClients clients;
    private final Directory directory;
    private final Credentials credentials;
    private final Sessions sessions;
    private final SignInAnswers answers;
    private final Challenges challenges;

    SignInOperations(
            ApiClients clients,
            Directory directory,
            Credentials credentials,
            Sessions sessions,
            SignInAnswers answers,
            Challenges challenges) {
        this.clients = clients;
        this.directory = directory;
        this.credentials = credentials;
        this.sessions = sessions;
        this.answers = answers;
        this.challenges = challenges;
    }

    ObjectNode initiateAuth(Input input) throws CognitoException {
        String flow = input.required("AuthFlow");
        RegisteredClient client = clients.known(input);
        Input parameters = input.inner("AuthParameters");
        return switch (flow) {
            case "USER_PASSWORD_AUTH" -> withPassword(allowed(client, flow), parameters);
            case "USER_SRP_AUTH" -> challenges.srp(allowed(client, flow), parameters);
            case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN" -> withRefreshToken(client, parameters);
            default -> throw CognitoException.invalidParameter("Initiate Auth method not supported.");
        };
    }

    ObjectNode adminInitiateAuth(Input input) throws CognitoException {
        String flow = input.required("AuthFlow");
        RegisteredClient client = clients.known(input);
        Input parameters = input.inner("AuthParameters");
        return switch (flow) {
            case "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH" ->
                withPassword(allowed(client, "ADMIN_USER_PASSWORD_AUTH"), parameters);
            case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN" -> withRefreshToken(client, parameters);
            default -> throw CognitoException.invalidParameter("Initiate Auth method not supported.");
        };
    }

    ObjectNode getTokensFromRefreshToken(Input input) throws CognitoException {
        RegisteredClient client = clients.withSecret(input);
        return answers.refreshed(
                client,
                session(client, input.required("RefreshToken")).orElseThrow(SignInOperations::invalidRefreshToken));
    }

    private static RegisteredClient allowed(RegisteredClient client, String flow) throws CognitoException {
        if (!client.authFlows().contains(flow)) {
            throw CognitoException.invalidParameter(flow + " flow not enabled for this client");
        }
        return client;
    }

    private ObjectNode withPassword(RegisteredClient client, Input parameters) throws CognitoException {
        String username = parameters.required("USERNAME");
        ApiClients.checkHash(client, parameters, "SECRET_HASH", List.of(username));
        return challenges.next(client, credentials.signIn(username, parameters.required("PASSWORD")));
    }

    private ObjectNode withRefreshToken(RegisteredClient client, Input parameters) throws CognitoException {
        if (client.rotatesRefreshTokens()) {
            throw CognitoException.invalidParameter("REFRESH_TOKEN_AUTH flow not enabled for this client");
        }
        Session session = session(client, parameters.required("REFRESH_TOKEN"))
                .orElseThrow(SignInOperations::invalidRefreshToken);
        User user = directory.user(session.sub()).orElseThrow(SignInOperations::invalidRefreshToken);
        ApiClients.checkHash(client, parameters, "SECRET_HASH", List.of(user.username(), user.sub()));
        return answers.refreshed(client, session);
    }

    private Optional<Session> session(RegisteredClient client, String refreshToken) {
        return sessions.byRefreshToken(refreshToken)
                .filter(known -> known.clientId().equals(client.id()));
    }

    static CognitoException invalidRefreshToken() {
        return CognitoException.notAuthorized("Invalid Refresh Token");
    }
}
