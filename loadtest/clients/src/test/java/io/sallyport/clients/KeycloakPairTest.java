package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import io.sallyport.clients.keycloak.KeycloakPair;
import io.sallyport.scenarios.endtoend.Client;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * People at a real browser, and Keycloak as it is: {@code ./mvnw -Pkeycloak}, since it takes Keycloak, PostgreSQL and minutes.
 * Nobody at the browser sees an error page when site A dies with its database.
 */
@Tag("keycloak")
@Timeout(300)
class KeycloakPairTest {

    private static @Nullable Chromium chromium;
    private static @Nullable SinglePageApp app;
    private static @Nullable KeycloakPair running;

    private final Client client = new Client();

    @SuppressWarnings("NullAway.Init") // set before each test
    private BrowserContext profile;

    @BeforeAll
    static void start() throws Exception {
        Path work = Files.createTempDirectory(
                Files.createDirectories(Node.MODULE.resolve("target").resolve("keycloak-pair")), "run");
        assertThat(KeycloakPair.isPossible())
                .as("PostgreSQL is here (apt-get install postgresql)")
                .isTrue();
        chromium = Chromium.launch();
        app = new SinglePageApp(() -> pair().publicUrl());
        running = KeycloakPair.start(
                Path.of(System.getProperty("keycloak.home")),
                Path.of(System.getProperty("gateway.jar")),
                work,
                app.origin());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable one : new AutoCloseable[] {running, app, chromium}) {
            if (one != null) {
                one.close();
            }
        }
    }

    private static KeycloakPair pair() {
        return Objects.requireNonNull(running);
    }

    @BeforeEach
    void open() throws Exception {
        pair().regainA();
        profile = Objects.requireNonNull(chromium).profile();
    }

    @AfterEach
    void close() {
        profile.close();
    }

    private Tab tab(String story) {
        return new Tab(profile, Objects.requireNonNull(app), "keycloak-" + story);
    }

    @Test
    void aliceSignsInRefreshesRenewsAndSignsOut() {
        Tab tab = tab("whole");
        tab.toLoginPage();

        assertThat(tab.untilSignedIn()).isEqualTo("signed-in");
        tab.click("refresh");
        assertThat(tab.says()).isEqualTo("Signed in as Alice Liddell. Refreshed.");
        tab.click("renew");
        assertThat(tab.says()).isEqualTo("Signed in as Alice Liddell. Renewed.");
        tab.click("sign-out");
        tab.toLoginPage();

        assertThat(tab.passwords()).isEqualTo(1);
        assertThat(tab.errorPages()).isEmpty();
    }

    @Test
    void herLoginGoesOnElsewhereWhenTheSiteDiesUnderIt() {
        Tab tab = tab("site-dies");
        tab.toLoginPage();
        pair().killA();

        assertThat(tab.untilSignedIn()).isEqualTo("signed-in");

        assertThat(tab.passwords()).isEqualTo(2);
        assertThat(tab.errorPages()).isEmpty();
        tab.click("refresh");
        assertThat(tab.says()).isEqualTo("Signed in as Alice Liddell. Refreshed.");
    }

    @Test
    void aSignInAtTheReplicaLivesOnAfterTheFailback() throws Exception {
        pair().loseA();
        Tab tab = tab("after-failback");
        tab.toLoginPage();
        assertThat(tab.untilSignedIn()).isEqualTo("signed-in");

        pair().regainA();

        tab.click("renew");
        assertThat(tab.says()).isEqualTo("Signed in as Alice Liddell. Renewed.");
        tab.click("refresh");
        assertThat(tab.says()).isEqualTo("Signed in as Alice Liddell. Refreshed.");
        tab.click("sign-out");
        tab.toLoginPage();
        assertThat(tab.errorPages()).isEmpty();
    }

    /** OpenID Connect comes back by redirect; SAML by a form that the other site posts. */
    @ParameterizedTest
    @CsvSource({"partner-oidc,carol,Partner-3333,Carol", "partner-saml,dora,Partner-4444,Dora"})
    void anotherProvidersLoginGoesOutAndComesBackAtEitherSite(
            String alias, String username, String password, String name) throws Exception {
        Tab first = tab(alias);
        throughPartner(first, alias, username, password);
        assertThat(first.says()).startsWith("Signed in as " + name);
        pair().loseA();
        profile.close();
        profile = Objects.requireNonNull(chromium).profile();

        Tab second = tab(alias + "-at-the-replica");
        throughPartner(second, alias, username, password);

        assertThat(second.says()).startsWith("Signed in as " + name);
        assertThat(second.errorPages()).isEmpty();
    }

    @Test
    void whoHasNeverBeenHereIsToldThatTheReplicaCannotTakeThem() {
        pair().loseA();
        Tab tab = tab("first-at-the-replica");

        throughPartner(tab, "partner-oidc", "erin", "Partner-5555");

        assertPaused(tab);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registration", "reset-credentials"})
    void whatNeedsWritingIsRefusedInWords(String action) {
        pair().loseA();
        Tab tab = tab(action);
        tab.toLoginPage();

        tab.page().locator("a[href*=" + action + "]").click();

        assertPaused(tab);
    }

    @Test
    void whoMustChangeTheirPasswordFirstIsToldThatTheyCannot() {
        pair().loseA();
        Tab tab = tab("temporary-password");
        tab.toLoginPage();

        tab.password("bob", "Builder-22");

        assertPaused(tab);
    }

    private static void assertPaused(Tab tab) {
        tab.page().locator("h1:has-text('paused'), #status[data-state]").first().waitFor();
        tab.picture("refused");
        assertThat(tab.page().locator("h1").textContent()).contains("paused");
        assertThat(tab.errorPages()).hasSize(1).allMatch(page -> page.startsWith("503 "));
    }

    /** At the partner's own page; whoever comes the first time says the rest of their name here. */
    private static void throughPartner(Tab tab, String alias, String username, String password) {
        tab.toLoginPage();
        tab.page().locator("#social-" + alias).click();
        tab.page().waitForURL(url -> url.contains("/realms/partner/"));
        tab.password(username, password);
        Locator settled =
                tab.page().locator("#status[data-state=signed-in], input[name=firstName], h1:has-text('paused')");
        settled.first().waitFor();
        if (tab.page().locator("input[name=firstName]").count() > 0) {
            String name = Character.toUpperCase(username.charAt(0)) + username.substring(1);
            tab.page().locator("input[name=firstName]").fill(name);
            tab.page().locator("input[name=lastName]").fill("Doe");
            tab.page().locator("input[name=email]").fill(username + "@partner.example");
            tab.page().locator("input[type=submit], button[type=submit]").click();
        }
    }

    @Test
    void whatIsSignedOutAtTheReplicaIsSignedOutAtThePrimary() throws Exception {
        JsonNode revoked = tokens();
        JsonNode loggedOut = tokens();
        JsonNode untouched = tokens();
        pair().loseA();

        assertThat(client.postForm(
                                pair().endpoint("revoke"),
                                Map.of("client_id", "demo-web", "token", refreshToken(revoked)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.postForm(
                                pair().endpoint("logout"),
                                Map.of("client_id", "demo-web", "refresh_token", refreshToken(loggedOut)))
                        .statusCode())
                .isEqualTo(204);

        assertThat(pair().pendingRevocations()).isEqualTo(2);
        pair().regainA();
        assertThat(pair().pendingRevocations()).isZero();
        assertEnded(revoked);
        assertEnded(loggedOut);
        assertThat(refreshedAtA(untouched).statusCode()).isEqualTo(200);
    }

    @Test
    void anOperatorsRevocationReachesTheSite() throws Exception {
        JsonNode tokens = tokens();
        String payload = tokens.get("access_token").textValue().split("\\.", -1)[1];
        String subject = new JsonMapper()
                .readTree(Base64.getUrlDecoder().decode(payload))
                .get("sub")
                .textValue();

        pair().revokeSubject(subject);

        await().untilAsserted(() -> assertEnded(tokens));
    }

    private JsonNode tokens() throws Exception {
        HttpResponse<String> answer = client.postForm(
                pair().endpoint("token"),
                Map.of(
                        "grant_type", "password",
                        "client_id", "demo-web",
                        "username", "alice",
                        "password", "Wonderland-1",
                        "scope", "openid"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer);
    }

    private static String refreshToken(JsonNode tokens) {
        return tokens.get("refresh_token").textValue();
    }

    private HttpResponse<String> refreshedAtA(JsonNode tokens) throws Exception {
        String hinted = refreshToken(tokens);
        // The region's own begins where a JWT does.
        String own = hinted.substring(hinted.indexOf("eyJ"));
        return client.postForm(
                pair().endpointOfA("token"),
                Map.of("grant_type", "refresh_token", "client_id", "demo-web", "refresh_token", own));
    }

    /** Past the gateway. */
    private void assertEnded(JsonNode tokens) throws Exception {
        assertThat(Client.text(refreshedAtA(tokens), "error")).isEqualTo("invalid_grant");
    }
}
