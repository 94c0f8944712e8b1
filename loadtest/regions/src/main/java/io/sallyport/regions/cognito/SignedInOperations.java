package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.token.AccessClaims;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.Sessions;
import java.util.Optional;

/** GetUser, GlobalSignOut, RevokeToken: what a signed-in user may do. */
final class SignedInOperations {

    private final ApiClients clients;
    private final Directory directory;
    private final Sessions sessions;
    private final AccessTokens tokens;

    SignedInOperations(ApiClients clients, Directory directory, Sessions sessions, AccessTokens tokens) {
        this.clients = clients;
        this.directory = directory;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    ObjectNode getUser(Input input) throws CognitoException {
        User user = user(input);
        ObjectNode answer = CognitoError.JSON.createObjectNode().put("Username", user.username());
        attributes(user, answer.putArray("UserAttributes"));
        if (user.totpSecret() != null) {
            answer.put("PreferredMfaSetting", "SOFTWARE_TOKEN_MFA")
                    .putArray("UserMFASettingList")
                    .add("SOFTWARE_TOKEN_MFA");
        }
        return answer;
    }

    static void attributes(User user, ArrayNode into) {
        into.addObject().put("Name", "sub").put("Value", user.sub());
        user.attributes()
                .forEach((name, value) -> into.addObject().put("Name", name).put("Value", value));
    }

    ObjectNode globalSignOut(Input input) throws CognitoException {
        sessions.signOutEverywhere(user(input).sub());
        return CognitoError.JSON.createObjectNode();
    }

    ObjectNode revokeToken(Input input) throws CognitoException {
        RegisteredClient client = clients.withSecret(input);
        String token = input.required("Token");
        if (token.indexOf('.') >= 0) {
            throw new CognitoException("UnsupportedTokenTypeException", "Unsupported token type");
        }
        Optional<Session> session = sessions.byRefreshToken(token);
        if (session.isPresent() && !session.get().clientId().equals(client.id())) {
            throw new CognitoException("UnauthorizedException", "The token was not issued to this client.");
        }
        session.ifPresent(known -> sessions.revoke(known.sid()));
        return CognitoError.JSON.createObjectNode();
    }

    User user(Input input) throws CognitoException {
        AccessClaims claims = tokens.check(input.required("AccessToken"))
                .filter(known -> known.sid() != null)
                .orElseThrow(() -> CognitoException.notAuthorized("Invalid Access Token"));
        if (!claims.hasScope(Sessions.API_SCOPE)) {
            throw CognitoException.notAuthorized("Access Token does not have required scopes");
        }
        return directory
                .user(claims.sub())
                .filter(User::enabled)
                .orElseThrow(() -> new CognitoException("UserNotFoundException", "User does not exist."));
    }
}
