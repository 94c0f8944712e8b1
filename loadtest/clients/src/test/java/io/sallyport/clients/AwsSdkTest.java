package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.failover.ControllerState;
import io.sallyport.scenarios.endtoend.RunningDemo;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OperationNotEnabledException;

/** AWS's own clients at the JSON API while a replica serves: what is refused is an exception that they have a type for. */
@Timeout(120)
class AwsSdkTest {

    private static final String WEB = "demo-web";

    @RegisterExtension
    final RunningDemo demo = new RunningDemo(configuration -> configuration, "--issuer=shared");

    @BeforeEach
    void replicaServes() throws Exception {
        demo.primary().fault("refuse");
        await().until(() -> demo.states().contains(ControllerState.Name.ON_REPLICA));
    }

    private CognitoIdentityProviderClient client() {
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create(demo.publicUrl()))
                .region(Region.US_WEST_2)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "example")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Test
    void theSdkForJavaHasATypeForARefusedWrite() {
        try (CognitoIdentityProviderClient aws = client()) {
            OperationNotEnabledException refused = catchThrowableOfType(
                    OperationNotEnabledException.class,
                    () -> aws.signUp(
                            request -> request.clientId(WEB).username("mallory").password("Password-1")));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.awsErrorDetails().errorMessage()).startsWith("Signing in works.");
            assertThat(signIn(aws)).as("somebody signs in meanwhile").isNotEmpty();
        }
    }

    private static String signIn(CognitoIdentityProviderClient aws) {
        return aws.initiateAuth(request -> request.clientId(WEB)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "alice", "PASSWORD", "Wonderland-1")))
                .authenticationResult()
                .accessToken();
    }

    @Test
    void theSdkForJavaHearsWhereItsSignedCallsBelong() {
        try (CognitoIdentityProviderClient aws = client()) {
            CognitoIdentityProviderException refused = catchThrowableOfType(
                    CognitoIdentityProviderException.class,
                    () -> aws.adminGetUser(
                            request -> request.userPoolId("us-west-2_demo").username("alice")));

            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
            assertThat(refused.awsErrorDetails().errorMessage())
                    .endsWith(demo.replica().region().baseUrl().toString());
        }
    }

    @Test
    void theSdkForJavaScriptHasATypeForARefusedWrite() throws Exception {
        Node.assumeInstalled();

        JsonNode seen = Node.run("aws-sdk", Stream.of(demo.publicUrl()));

        assertThat(seen.get("isItsOwn").asBoolean()).isTrue();
        assertThat(seen.get("name").asText()).isEqualTo("OperationNotEnabledException");
        assertThat(seen.get("status").asInt()).isEqualTo(400);
        assertThat(seen.get("message").asText()).startsWith("Signing in works.");
        assertThat(seen.get("accessToken").asText()).isNotEmpty();
    }
}
