package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.SignInResult;
import io.sallyport.regions.token.Issued;
import io.sallyport.regions.token.Secrets;
import io.sallyport.regions.token.Sessions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** InitiateAuth and RespondToAuthChallenge: passwords, refresh tokens, one-time codes. */
final class SignInOperations {

    private static final Duration CHALLENGE_LIFETIME = Duration.ofMinutes(3);
    private static final String TOTP_CHALLENGE = "SOFTWARE_TOKEN_MFA";

    private final ApiClients clients;
    private final Directory directory;
    private final Credentials credentials;
    private final Sessions sessions;
    private final InstantSource clock;
    /** Challenges in progress, by the digest of their {@code Session}. Known to this region alone. */
    private final Cache<String, Challenge> challenges =
            Caffeine.newBuilder().expireAfterWrite(CHALLENGE_LIFETIME).build();

    private record Challenge(User user, String clientId) {}

    SignInOperations(
            ApiClients clients, Directory directory, Credentials credentials, Sessions sessions, InstantSource clock) {
        this.clients = clients;
        this.directory = directory;
        this.credentials = credentials;
        this.sessions = sessions;
        this.clock = clock;
    }

    ObjectNode initiateAuth(Input input) throws CognitoException {
        String flow = input.required("AuthFlow");
        RegisteredClient client = clients.publicClient(input);
        return switch (flow) {
            case "USER_PASSWORD_AUTH" -> {
                checkAllowed(client, flow);
                yield withPassword(client, input.inner("AuthParameters"));
            }
            case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN" -> withRefreshToken(client, input.inner("AuthParameters"));
            default -> throw CognitoException.invalidParameter("Initiate Auth method not supported.");
        };
    }

    ObjectNode respondToAuthChallenge(Input input) throws CognitoException {
        RegisteredClient client = clients.publicClient(input);
        if (!TOTP_CHALLENGE.equals(input.required("ChallengeName"))) {
            throw CognitoException.invalidParameter("The challenge is not one that was offered.");
        }
        String code = input.inner("ChallengeResponses").required("SOFTWARE_TOKEN_MFA_CODE");
        Challenge challenge = challenges
                .asMap()
                .remove(Secrets.digest(input.optional("Session").orElse("")));
        if (challenge == null || !challenge.clientId().equals(client.id())) {
            throw CognitoException.notAuthorized("Invalid session for the user.");
        }
        if (!credentials.isTotpValid(challenge.user(), code)) {
            throw new CognitoException("CodeMismatchException", "Invalid code received for user");
        }
        return signedIn(client, challenge.user());
    }

    private static void checkAllowed(RegisteredClient client, String flow) throws CognitoException {
        if (!client.authFlows().contains(flow)) {
            throw CognitoException.invalidParameter(flow + " flow not enabled for this client");
        }
    }

    private ObjectNode withPassword(RegisteredClient client, Input parameters) throws CognitoException {
        SignInResult result = credentials.signIn(parameters.required("USERNAME"), parameters.required("PASSWORD"));
        if (result instanceof SignInResult.Accepted accepted) {
            return signedIn(client, accepted.user());
        }
        if (result instanceof SignInResult.TotpRequired required) {
            return challenged(client, required.user());
        }
        if (result instanceof SignInResult.TotpUnavailable) {
            throw new CognitoException(
                    "OperationNotEnabledException", "TOTP sign-in is not enabled in a secondary region.");
        }
        if (result instanceof SignInResult.Unconfirmed) {
            throw new CognitoException("UserNotConfirmedException", "User is not confirmed.");
        }
        throw CognitoException.notAuthorized("Incorrect username or password.");
    }

    private ObjectNode challenged(RegisteredClient client, User user) {
        String session = Secrets.random();
        challenges.put(Secrets.digest(session), new Challenge(user, client.id()));
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        answer.put("ChallengeName", TOTP_CHALLENGE).put("Session", session);
        answer.putObject("ChallengeParameters").put("USER_ID_FOR_SRP", user.username());
        return answer;
    }

    private ObjectNode signedIn(RegisteredClient client, User user) {
        return result(sessions.open(user, client, Sessions.API_SCOPE, clock.instant(), null));
    }

    private ObjectNode withRefreshToken(RegisteredClient client, Input parameters) throws CognitoException {
        Optional<Session> session = sessions.byRefreshToken(parameters.required("REFRESH_TOKEN"))
                .filter(known -> known.clientId().equals(client.id()))
                .filter(known -> directory.user(known.sub()).isPresent());
        return session.flatMap(known -> sessions.refresh(known, known.scope()))
                .map(SignInOperations::result)
                .orElseThrow(() -> CognitoException.notAuthorized("Invalid Refresh Token"));
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
