package io.sallyport.serving.replay;

import io.sallyport.failover.RegionName;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.token.Revocation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/**
 * Signs users out everywhere at a region of a Cognito user pool: {@code AdminUserGlobalSignOut}, which is all that its
 * credential has to be allowed. Needs the AWS SDK ({@link AwsSdk}).
 */
public final class CognitoAdministrator implements Administrator {

    private static final Logger LOG = LoggerFactory.getLogger(CognitoAdministrator.class);
    private static final int THREADS = 8;

    /** It would say so again. Whatever it says of the credential, an operator can set right meanwhile. */
    private static final Set<String> FINAL =
            Set.of("InvalidParameterException", "OperationNotEnabledException", "ResourceNotFoundException");

    /**
     * How it is set up.
     *
     * @param pool the user pool's id
     * @param credentials a file in the format of AWS; null for those that the SDK finds by itself
     * @param endpoints of the JSON API, by region; a region is named like its AWS region
     * @param deadline of one call
     */
    public record Settings(String pool, @Nullable Path credentials, Map<RegionName, URI> endpoints, Duration deadline) {

        /** Copies the map. */
        public Settings {
            endpoints = Map.copyOf(endpoints);
        }
    }

    private final Settings settings;
    private final WorkerExecutor worker;
    private final Map<RegionName, CognitoIdentityProviderClient> clients = new ConcurrentHashMap<>();
    private volatile String told = "";

    /** Makes it; connects to nothing yet. */
    public CognitoAdministrator(Vertx vertx, Settings settings) {
        this.settings = settings;
        this.worker = vertx.createSharedWorkerExecutor("cognito-admin-" + System.identityHashCode(this), THREADS);
    }

    @Override
    public boolean carries(Revocation revocation) {
        return revocation instanceof Revocation.OfSubject;
    }

    @Override
    public Future<Delivery> signOut(RevocationEntry entry, RegionName region) {
        String subject = ((Revocation.OfSubject) entry.revocation()).subject();
        // The operation takes a local user's subject in the place of the name.
        String user = entry.username() == null ? subject : entry.username();
        return worker.executeBlocking(() -> signOut(user, region), false).otherwise(Delivery.FAILED);
    }

    private Delivery signOut(String user, RegionName region) {
        try {
            clients.computeIfAbsent(region, this::client)
                    .adminUserGlobalSignOut(
                            request -> request.userPoolId(settings.pool()).username(user));
            told = "";
            return Delivery.ACCEPTED;
        } catch (UserNotFoundException nobodyThere) {
            return Delivery.ACCEPTED;
        } catch (AwsServiceException e) {
            tell(region, e.awsErrorDetails().errorCode());
            return delivery(e);
        } catch (RuntimeException e) {
            // The SDK's own: no connection, no credential.
            tell(region, e.getClass().getSimpleName());
            return Delivery.FAILED;
        }
    }

    private static Delivery delivery(AwsServiceException e) {
        if (e.isThrottlingException()
                || e.statusCode() == 429
                || "TooManyRequestsException".equals(e.awsErrorDetails().errorCode())) {
            return Delivery.BUSY;
        }
        return FINAL.contains(e.awsErrorDetails().errorCode()) ? Delivery.REFUSED : Delivery.FAILED;
    }

    /** Once, until another thing goes wrong. Never the message: it may name the user. */
    private void tell(RegionName region, String error) {
        String now = region + " " + error;
        if (!now.equals(told)) {
            told = now;
            LOG.atWarn()
                    .addKeyValue("region", region.value())
                    .addKeyValue("error", error)
                    .log("AdminUserGlobalSignOut failed");
        }
    }

    private CognitoIdentityProviderClient client(RegionName region) {
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(Objects.requireNonNull(settings.endpoints().get(region), "a configured region"))
                .region(Region.of(region.value()))
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.deadline())
                        .socketTimeout(settings.deadline()))
                // Tries are counted by who asks.
                .overrideConfiguration(config ->
                        config.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(settings.deadline()))
                .build();
    }

    private AwsCredentialsProvider credentials() {
        Path file = settings.credentials();
        return file == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.builder()
                        .profileFile(ProfileFileSupplier.reloadWhenModified(file, ProfileFile.Type.CREDENTIALS))
                        .profileName("default")
                        .build();
    }

    @Override
    public Future<Void> close() {
        clients.values().forEach(CognitoIdentityProviderClient::close);
        return worker.close();
    }
}
