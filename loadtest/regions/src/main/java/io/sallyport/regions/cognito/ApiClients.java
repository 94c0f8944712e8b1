package io.sallyport.regions.cognito;

import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.token.Secrets;

/** Knows the client that a request names. */
final class ApiClients {

    private static final int MAX_NAME = 128;

    private final Directory directory;

    ApiClients(Directory directory) {
        this.directory = directory;
    }

    /**
     * The public client of a user's operation. Clients with a secret would have to send a {@code SecretHash}, which
     * needs the secret itself; regions keep its digest only.
     *
     * @throws CognitoException if there is none, or it has a secret
     */
    RegisteredClient publicClient(Input input) throws CognitoException {
        RegisteredClient client = known(input);
        if (!client.isPublic()) {
            throw CognitoException.notAuthorized(
                    "Client %s is configured with secret but SECRET_HASH was not received".formatted(client.id()));
        }
        return client;
    }

    /**
     * The client, by {@code ClientSecret} if it has one.
     *
     * @throws CognitoException if there is none, or the secret is wrong
     */
    RegisteredClient withSecret(Input input) throws CognitoException {
        RegisteredClient client = known(input);
        String digest = Secrets.digest(input.optional("ClientSecret").orElse(""));
        if (client.secretDigest() != null && !Secrets.same(client.secretDigest(), digest)) {
            throw new CognitoException("UnauthorizedException", "Invalid client secret.");
        }
        return client;
    }

    private RegisteredClient known(Input input) throws CognitoException {
        String id = input.required("ClientId");
        return directory
                .client(id)
                .orElseThrow(() -> new CognitoException(
                        "ResourceNotFoundException", "User pool client " + shortened(id) + " does not exist."));
    }

    private static String shortened(String id) {
        return id.length() <= MAX_NAME ? id : id.substring(0, MAX_NAME);
    }
}
