package io.sallyport.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How regions hear of revocations that they would not learn of.
 *
 * @param tries after so many failures one is given up
 * @param patience how long a failback that is due waits for them
 * @param cognito the gateway's own credential at Cognito; null where it has none
 * @param keycloak the gateway's own credential at Keycloak; null where it has none
 */
public record RevocationReplay(
        int tries,
        Duration patience,
        @Nullable CognitoCredential cognito,
        @Nullable KeycloakCredential keycloak) {

    /**
     * Credentials of AWS.
     *
     * @param credentials where they are
     * @param file a file in AWS's own format; null unless {@code credentials} is {@code file}
     */
    public record CognitoCredential(
            Source credentials, @Nullable Path file) {}

    /** Where credentials of AWS are. */
    public enum Source {
        /** Wherever the AWS SDK finds them. */
        DEFAULT,
        /** In a file. */
        FILE
    }

    /**
     * A service account of the realm.
     *
     * @param secretFile holds its client secret
     */
    public record KeycloakCredential(String clientId, Path secretFile) {}
}
