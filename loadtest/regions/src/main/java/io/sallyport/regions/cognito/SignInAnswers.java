package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.token.Issued;
import io.sallyport.regions.token.Sessions;
import java.time.InstantSource;

/** Opens and refreshes sessions, and answers with their tokens. */
final class SignInAnswers {

    private final Sessions sessions;
    private final InstantSource clock;

    SignInAnswers(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    ObjectNode signedIn(RegisteredClient client, User user) {
        return result(sessions.open(user, client, Sessions.API_SCOPE, clock.instant(), null));
    }

    ObjectNode refreshed(RegisteredClient client, Session session) throws CognitoException {
        return result(
                sessions.refresh(session, client, session.scope()).orElseThrow(SignInOperations::invalidRefreshToken));
    }

    private static ObjectNode result(Issued issued) {
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        answer.putObject("ChallengeParameters");
        ObjectNode result = answer.putObject("AuthenticationResult")
                .put("AccessToken", issued.accessToken().getValue())
                .put("ExpiresIn", issued.accessToken().getLifetime())
                .put("TokenType", "Bearer");
        if (issued.refreshToken() != null) {
            result.put("RefreshToken", issued.refreshToken());
        }
        if (issued.idToken() != null) {
            result.put("IdToken", issued.idToken());
        }
        return answer;
    }
}
