package io.sallyport.regions.cognito;

import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.token.Secrets;
import java.util.List;

/** Knows the client that a request names. */
final class ApiClients {

    private static final int MAX_NAME = 128;

    private final Directory directory;

    ApiClients(Directory directory) {
        this.directory = directory;
    }

    /**
     * The client that a request names in its {@code ClientId}.
     *
     * @throws CognitoException if there is none
     */
    RegisteredClient known(Input input) throws CognitoException {
        String id = input.required("ClientId");
        return directory
                .client(id)
                .orElseThrow(() -> new CognitoException(
                        "ResourceNotFoundException", "User pool client " + shortened(id) + " does not exist."));
    }

    /**
     * The client of a user's operation that has {@code Username} and {@code SecretHash} among its members.
     *
     * @throws CognitoException if there is none, or it has a secret that the request does not prove
     */
    RegisteredClient ofUser(Input input) throws CognitoException {
        RegisteredClient client = known(input);
        checkHash(client, input, "SecretHash", List.of(input.required("Username")));
        return client;
    }

    /**
     * Checks the proof that whoever asks knows the client's secret: a hash over the user's name, or over any of those
     * that the user goes by.
     *
     * @throws CognitoException if the client has a secret and {@code member} does not prove it
     */
    static void checkHash(RegisteredClient client, Input holder, String member, List<String> names)
            throws CognitoException {
        String secret = client.secret();
        if (secret == null) {
            return;
        }
        String given = holder.optional(member)
                .orElseThrow(() -> CognitoException.notAuthorized(
                        "Client %s is configured with secret but SECRET_HASH was not received".formatted(client.id())));
        if (names.stream().noneMatch(name -> Secrets.same(SecretHash.of(name, client.id(), secret), given))) {
            throw CognitoException.notAuthorized("Unable to verify secret hash for client " + client.id());
        }
    }

    /**
     * The client, by {@code ClientSecret} if it has one.
     *
     * @throws CognitoException if there is none, or the secret is wrong
     */
    RegisteredClient withSecret(Input input) throws CognitoException {
        RegisteredClient client = known(input);
        String given = input.optional("ClientSecret").orElse("");
        if (client.secret() != null && !Secrets.same(client.secret(), given)) {
            throw new CognitoException("UnauthorizedException", "Invalid client secret.");
        }
        return client;
    }

    private static String shortened(String id) {
        return id.length() <= MAX_NAME ? id : id.substring(0, MAX_NAME);
    }
}
