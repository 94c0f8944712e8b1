package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.SignInResult;
import io.sallyport.regions.signin.Srp;
import io.sallyport.regions.token.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sign-ins of more than one step, SRP and TOTP: RespondToAuthChallenge. Known to this region alone, for 3 minutes. */
final class Challenges {

    private static final Duration LIFETIME = Duration.ofMinutes(3);
    private static final long MOST = 100_000;
    private static final String TOTP = "SOFTWARE_TOKEN_MFA";
    private static final String PASSWORD_VERIFIER = "PASSWORD_VERIFIER";

    private final ApiClients clients;
    private final Directory directory;
    private final Credentials credentials;
    private final SignInAnswers answers;
    /** By the digest of the secret value that names them. */
    private final Cache<String, AwaitingCode> codes = cache();

    private final Cache<String, AwaitingProof> proofs = cache();

    private record AwaitingCode(User user, String clientId) {}

    private record AwaitingProof(Srp.Exchange exchange, String clientId) {}

    Challenges(ApiClients clients, Directory directory, Credentials credentials, SignInAnswers answers) {
        this.clients = clients;
        this.directory = directory;
        this.credentials = credentials;
        this.answers = answers;
    }

    private static <T> Cache<String, T> cache() {
        return Caffeine.newBuilder()
                .expireAfterWrite(LIFETIME)
                .maximumSize(MOST)
                .build();
    }

    /** Answers a proof of the password: tokens, the next challenge, or the service's error. */
    ObjectNode next(RegisteredClient client, SignInResult result) throws CognitoException {
        if (result instanceof SignInResult.Accepted accepted) {
            return answers.signedIn(client, accepted.user());
        }
        if (result instanceof SignInResult.TotpRequired required) {
            return totp(client, required.user());
        }
        throw refused(result);
    }

    private static CognitoException refused(SignInResult result) {
        if (result instanceof SignInResult.TotpUnavailable) {
            return new CognitoException(
                    "OperationNotEnabledException", "TOTP sign-in is not enabled in a secondary region.");
        }
        if (result instanceof SignInResult.Unconfirmed) {
            return new CognitoException("UserNotConfirmedException", "User is not confirmed.");
        }
        if (result instanceof SignInResult.Disabled) {
            return CognitoException.notAuthorized("User is disabled.");
        }
        return CognitoException.notAuthorized(
                result instanceof SignInResult.Locked
                        ? "Password attempts exceeded"
                        : "Incorrect username or password.");
    }

    private ObjectNode totp(RegisteredClient client, User user) {
        String session = Secrets.random();
        codes.put(Secrets.digest(session), new AwaitingCode(user, client.id()));
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        answer.put("ChallengeName", TOTP).put("Session", session);
        answer.putObject("ChallengeParameters").put("USER_ID_FOR_SRP", user.username());
        return answer;
    }

    /** Begins SRP. */
    ObjectNode srp(RegisteredClient client, Input parameters) throws CognitoException {
        String username = parameters.required("USERNAME");
        ApiClients.checkHash(client, parameters, "SECRET_HASH", List.of(username));
        String clientPublic = parameters.required("SRP_A");
        Srp.Exchange exchange = credentials
                .beginSrp(username, clientPublic)
                .orElseThrow(() -> CognitoException.notAuthorized("Incorrect username or password."));
        // Clients decode it as plain base64.
        String block = Base64.encode(new Base64URL(Secrets.random()).decode()).toString();
        proofs.put(Secrets.digest(block), new AwaitingProof(exchange, client.id()));
        ObjectNode answer = CognitoError.JSON.createObjectNode().put("ChallengeName", PASSWORD_VERIFIER);
        answer.putObject("ChallengeParameters")
                .put("SALT", salt(exchange))
                .put("SRP_B", exchange.serverPublic())
                .put("SECRET_BLOCK", block)
                .put("USERNAME", exchange.username())
                .put("USER_ID_FOR_SRP", exchange.username());
        return answer;
    }

    private String salt(Srp.Exchange exchange) {
        return directory
                .userByName(exchange.username())
                .flatMap(user -> Optional.ofNullable(user.srp()))
                .map(verifier -> verifier.salt())
                .orElse("");
    }

    ObjectNode respond(Input input) throws CognitoException {
        RegisteredClient client = clients.known(input);
        Input responses = input.inner("ChallengeResponses");
        return switch (input.required("ChallengeName")) {
            case TOTP -> withCode(client, input, responses);
            case PASSWORD_VERIFIER -> withProof(client, responses);
            default -> throw CognitoException.invalidParameter("The challenge is not one that was offered.");
        };
    }

    private ObjectNode withCode(RegisteredClient client, Input input, Input responses) throws CognitoException {
        String code = responses.required("SOFTWARE_TOKEN_MFA_CODE");
        AwaitingCode awaiting =
                codes.asMap().remove(Secrets.digest(input.optional("Session").orElse("")));
        if (awaiting == null || !awaiting.clientId().equals(client.id())) {
            throw CognitoException.notAuthorized("Invalid session for the user.");
        }
        User user = awaiting.user();
        ApiClients.checkHash(client, responses, "SECRET_HASH", List.of(user.username(), user.sub()));
        if (!credentials.isTotpValid(user, code)) {
            throw new CognitoException("CodeMismatchException", "Invalid code received for user");
        }
        return answers.signedIn(client, user);
    }

    private ObjectNode withProof(RegisteredClient client, Input responses) throws CognitoException {
        String block = responses.required("PASSWORD_CLAIM_SECRET_BLOCK");
        String timestamp = responses.required("TIMESTAMP");
        String signature = responses.required("PASSWORD_CLAIM_SIGNATURE");
        AwaitingProof awaiting = proofs.asMap().remove(Secrets.digest(block));
        if (awaiting == null || !awaiting.clientId().equals(client.id())) {
            throw CognitoException.notAuthorized("Incorrect username or password.");
        }
        ApiClients.checkHash(
                client, responses, "SECRET_HASH", List.of(awaiting.exchange().username()));
        return next(client, credentials.endSrp(awaiting.exchange(), block, timestamp, signature));
    }
}
