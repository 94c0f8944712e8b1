package io.sallyport.serving.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.testsupport.CapturedLog;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.Revocation;
import io.sallyport.token.SampleClaims;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real AWS SDK against a server that answers as Cognito does. */
class CognitoAdministratorTest {

    private static final RegionName WEST = new RegionName("us-west-2");

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedRegion west = new ScriptedRegion(vertx);
    private final Path credentials;
    private CognitoAdministrator cognito;

    CognitoAdministratorTest(@TempDir Path directory) {
        this.credentials = directory.resolve("credentials");
    }

    @BeforeEach
    void make() throws IOException {
        Files.writeString(credentials, "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n");
        cognito = new CognitoAdministrator(
                vertx,
                new CognitoAdministrator.Settings(
                        "us-west-2_demo", credentials, Map.of(WEST, URI.create(west.url())), Duration.ofSeconds(5)));
        answer(200, "", "{}");
    }

    @AfterEach
    void close() {
        cognito.close().await();
        vertx.close().await();
    }

    private void answer(int status, String type, String body) {
        String error = type.isEmpty() ? "" : "x-amzn-ErrorType: " + type + "\r\n";
        west.answer(status, "Content-Type: application/x-amz-json-1.1\r\n" + error, body);
    }

    private Delivery signOut(@Nullable String username) {
        Revocation revocation = new Revocation.OfSubject(SampleClaims.ISSUER, "alice-id", SampleClaims.NOW);
        RevocationEntry entry = new RevocationEntry(
                1,
                SampleClaims.NOW,
                SampleClaims.NOW,
                "GlobalSignOut",
                null,
                revocation,
                true,
                username,
                null,
                Map.of());
        return cognito.signOut(entry, WEST).await();
    }

    @Test
    void theUserIsSignedOutByASignedCall() {
        assertThat(signOut("alice")).isEqualTo(Delivery.ACCEPTED);

        ScriptedRegion.Call call = west.calls().get(0);
        assertThat(call.header("X-Amz-Target"))
                .containsExactly("AWSCognitoIdentityProviderService.AdminUserGlobalSignOut");
        assertThat(call.header("Authorization").get(0))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/")
                .contains("/us-west-2/cognito-idp/aws4_request");
        assertThat(call.body()).isEqualTo("{\"UserPoolId\":\"us-west-2_demo\",\"Username\":\"alice\"}");
    }

    @Test
    void aSubjectStandsForItsName() {
        signOut(null);

        assertThat(west.calls().get(0).body()).contains("\"Username\":\"alice-id\"");
    }

    @ParameterizedTest
    @CsvSource({
        "400, UserNotFoundException, ACCEPTED",
        "400, TooManyRequestsException, BUSY",
        "400, ThrottlingException, BUSY",
        "400, NotAuthorizedException, FAILED",
        "400, AccessDeniedException, FAILED",
        "400, ExpiredTokenException, FAILED",
        "400, InvalidParameterException, REFUSED",
        "400, OperationNotEnabledException, REFUSED",
        "400, ResourceNotFoundException, REFUSED",
        "500, InternalErrorException, FAILED",
        "503, ServiceUnavailable, FAILED"
    })
    void eachErrorHasItsMeaningAndIsAskedOnce(int status, String type, Delivery meaning) {
        answer(status, type, "{\"__type\":\"" + type + "\",\"message\":\"of alice\"}");

        assertThat(signOut("alice")).isEqualTo(meaning);
        assertThat(west.calls()).as("tries are counted by who asks").hasSize(1);
    }

    @Test
    void aRegionThatIsAwayAndCredentialsThatAreAwayFail() throws IOException {
        west.refuse();
        assertThat(signOut("alice")).isEqualTo(Delivery.FAILED);

        Files.writeString(credentials, "[other]\n");
        assertThat(signOut("alice")).isEqualTo(Delivery.FAILED);
    }

    @Test
    void whatGoesWrongIsSaidOnceAndNamesNobody() {
        answer(400, "AccessDeniedException", "{\"__type\":\"AccessDeniedException\",\"message\":\"alice may not\"}");
        try (CapturedLog log = new CapturedLog()) {
            signOut("alice");
            signOut("alice");

            assertThat(log.of(CognitoAdministrator.class.getName()))
                    .singleElement()
                    .satisfies(event -> assertThat(CapturedLog.fields(event))
                            .containsEntry("error", "AccessDeniedException")
                            .containsEntry("region", "us-west-2"));
            assertThat(log.text()).doesNotContain("alice");
        }
    }

    @Test
    void itCarriesSubjectsAlone() {
        assertThat(cognito.carries(new Revocation.OfSubject(SampleClaims.ISSUER, "a", SampleClaims.NOW)))
                .isTrue();
        assertThat(cognito.carries(new Revocation.OfSession(SampleClaims.ISSUER, "s")))
                .isFalse();
    }

    @Test
    void whetherTheSdkIsThereIsKnownWithoutIt() {
        assertThat(AwsSdk.isThere()).isTrue();
        assertThat(AwsSdk.isThere(ClassLoader.getPlatformClassLoader())).isFalse();
    }
}
