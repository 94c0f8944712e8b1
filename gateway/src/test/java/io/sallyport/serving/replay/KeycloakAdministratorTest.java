package io.sallyport.serving.replay;

import static io.sallyport.serving.replay.ReplayGround.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.Revocation;
import io.sallyport.token.SampleClaims;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that answers as Keycloak's admin REST API is documented to. */
class KeycloakAdministratorTest {

    private static final String TOKEN = "/realms/shop%20floor/protocol/openid-connect/token";

    private static final KeycloakAdministrator.Settings SETTINGS =
            new KeycloakAdministrator.Settings("shop floor", "sally port", "s:cret", Duration.ofSeconds(5));

    private final ReplayGround ground = new ReplayGround(Administrator.NONE);
    private final KeycloakAdministrator keycloak =
            new KeycloakAdministrator(SETTINGS, ground.regions, ground.nanos::get);
    private final AtomicInteger status = new AtomicInteger(204);
    private volatile String token = "{\"access_token\":\"admin-token\",\"expires_in\":60}";
    private volatile int tokenStatus = 200;

    @BeforeEach
    void script() {
        ground.west.script(call -> {
            if (call.head().startsWith("POST " + TOKEN + " ")) {
                call.answer(tokenStatus, "Content-Type: application/json\r\n", token);
            } else {
                call.answer(status.get(), "Content-Type: application/json\r\n", "");
            }
        });
    }

    @AfterEach
    void close() {
        ground.close();
    }

    private Delivery signOut(Revocation revocation) {
        RevocationEntry entry = new RevocationEntry(
                1, SampleClaims.NOW, SampleClaims.NOW, "revoke", null, revocation, true, "alice", null, Map.of());
        Promise<Delivery> done = Promise.promise();
        ground.vertx.getOrCreateContext().runOnContext(v -> keycloak.signOut(entry, WEST)
                .onComplete(done));
        return done.future().await();
    }

    private static Revocation ofSubject(String subject) {
        return new Revocation.OfSubject(SampleClaims.ISSUER, subject, SampleClaims.NOW);
    }

    private List<String> requests() {
        return ground.west.calls().stream()
                .map(call -> call.head().substring(0, call.head().indexOf(" HTTP")))
                .toList();
    }

    @Test
    void aUserIsLoggedOutByTheServiceAccount() {
        assertThat(signOut(ofSubject("f:1/2:é"))).isEqualTo(Delivery.ACCEPTED);

        assertThat(requests())
                .containsExactly("POST " + TOKEN, "POST /admin/realms/shop%20floor/users/f%3A1%2F2%3A%C3%A9/logout");
        ScriptedRegion.Call asked = ground.west.calls().get(0);
        String basic = asked.header("Authorization").get(0).substring("Basic ".length());
        assertThat(new String(Base64.getDecoder().decode(basic), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("sally+port:s%3Acret");
        assertThat(asked.body()).isEqualTo("grant_type=client_credentials");
        assertThat(ground.west.calls().get(1).header("Authorization")).containsExactly("Bearer admin-token");
    }

    @Test
    void aSessionIsDeleted() {
        assertThat(signOut(new Revocation.OfSession(SampleClaims.ISSUER, "sid-1")))
                .isEqualTo(Delivery.ACCEPTED);

        assertThat(requests().get(1)).isEqualTo("DELETE /admin/realms/shop%20floor/sessions/sid-1");
    }

    @Test
    void itsTokenServesUntilShortlyBeforeItEnds() {
        signOut(ofSubject("a"));
        signOut(ofSubject("b"));
        assertThat(requests()).hasSize(3);

        ground.pass(Duration.ofSeconds(51));
        signOut(ofSubject("c"));

        assertThat(requests()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "204, ACCEPTED",
        "200, ACCEPTED",
        "404, ACCEPTED",
        "403, FAILED",
        "400, REFUSED",
        "500, FAILED",
        "503, FAILED",
        "429, BUSY",
        "401, FAILED"
    })
    void eachAnswerHasItsMeaning(int answer, Delivery meaning) {
        status.set(answer);

        assertThat(signOut(ofSubject("a"))).isEqualTo(meaning);
    }

    @Test
    void aTokenThatIsNotTakenIsAskedForAnew() {
        status.set(401);
        signOut(ofSubject("a"));
        status.set(204);

        assertThat(signOut(ofSubject("a"))).isEqualTo(Delivery.ACCEPTED);
        assertThat(requests()).filteredOn(("POST " + TOKEN)::equals).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no json", "{\"access_token\":{}}", "{\"access_token\":\"t\",\"expires_in\":\"x\"}"})
    void withoutATokenNothingIsSent(String answer) {
        token = answer;

        assertThat(signOut(ofSubject("a"))).isEqualTo(Delivery.FAILED);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void aThrottledTokenEndpointIsBusy() {
        tokenStatus = 429;

        assertThat(signOut(ofSubject("a"))).isEqualTo(Delivery.BUSY);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void whatWouldLeadElsewhereIsNotSent(String id) {
        assertThat(signOut(ofSubject(id))).isEqualTo(Delivery.REFUSED);
        assertThat(signOut(new Revocation.OfSession(SampleClaims.ISSUER, id))).isEqualTo(Delivery.REFUSED);
        assertThat(requests()).allMatch(("POST " + TOKEN)::equals);
    }

    @Test
    void itCarriesSubjectsAndSessions() {
        assertThat(keycloak.carries(ofSubject("a"))).isTrue();
        assertThat(keycloak.carries(new Revocation.OfSession(SampleClaims.ISSUER, "s")))
                .isTrue();
        assertThat(keycloak.carries(new Revocation.OfTokenId(SampleClaims.ISSUER, "t", null)))
                .isFalse();
        assertThat(SETTINGS.toString()).doesNotContain("s:cret");
    }
}
