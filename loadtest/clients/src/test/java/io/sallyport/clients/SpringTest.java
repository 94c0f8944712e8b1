package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spring Security: a web application in which alice signs in at a browser, and a service that takes her access token. */
class SpringTest extends BrowserTest {

    private @Nullable RunningSpringApp spring;

    private void startAll(IssuerMode mode) throws Exception {
        start(mode);
        spring = new RunningSpringApp(demo().publicUrl(), mode.accessIssuers(demo()));
    }

    private String url(String path) {
        return Objects.requireNonNull(spring, "not started").url(path);
    }

    @AfterEach
    void stop() {
        if (spring != null) {
            spring.close();
        }
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void aliceSignsInCallsTheServiceAndSignsOut(IssuerMode mode) throws Exception {
        startAll(mode);
        Tab tab = signIn("spring");
        JsonNode me = json(text(tab));
        assertThat(me.get("issuer").asText()).isEqualTo(demo().publicUrl());
        assertThat(me.get("email").asText()).isEqualTo("alice@example.com");

        HttpResponse<String> called = callService(token(tab));

        assertThat(called.statusCode()).as(called.body()).isEqualTo(200);
        assertThat(json(called.body()).get("client").asText()).isEqualTo("demo-web");
        assertThat(json(called.body()).get("issuer").asText()).isIn(mode.accessIssuers(demo()));
        tab.page().navigate(url("/logout"));
        tab.page().locator("button").click();
        tab.page().waitForURL(url("/"));
        tab.page().navigate(url("/me"));
        tab.page().locator("input[name=password]").waitFor();
        assertThat(tab.errorPages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void sheIsRefreshedAndTheServiceTakesHerTokenWhenTheRegionDies(IssuerMode mode) throws Exception {
        startAll(mode);
        Tab tab = signIn("spring-refresh");
        String before = token(tab);
        assertThat(callService(before).statusCode()).isEqualTo(200);
        demo().primary().fault(Fault.BLACKHOLE.mode());

        String after = token(tab);

        assertThat(after).isNotEqualTo(before);
        assertThat(callService(after).statusCode()).isEqualTo(200);
        assertThat(callService(before).statusCode()).isEqualTo(200);
        assertThat(tab.errorPages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void sheSignsInWhenTheRegionDiesUnderTheLoginPage(IssuerMode mode) throws Exception {
        startAll(mode);
        Tab tab = tab("spring-restart");
        tab.page().navigate(url("/me"));
        demo().primary().fault(Fault.REFUSE.mode());

        tab.password("alice", "Wonderland-1");
        tab.password("alice", "Wonderland-1");

        tab.page().waitForURL(url("/me*"));
        assertThat(json(text(tab)).get("email").asText()).isEqualTo("alice@example.com");
        assertThat(tab.errorPages()).isEmpty();
    }

    private Tab signIn(String story) {
        Tab tab = tab(story);
        tab.page().navigate(url("/me"));
        tab.password("alice", "Wonderland-1");
        tab.page().waitForURL(url("/me*"));
        return tab;
    }

    private String token(Tab tab) {
        tab.page().navigate(url("/token"));
        return text(tab);
    }

    private static String text(Tab tab) {
        Page page = tab.page();
        return page.locator("body").textContent();
    }

    private HttpResponse<String> callService(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url("/service/caller")))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text);
    }
}
