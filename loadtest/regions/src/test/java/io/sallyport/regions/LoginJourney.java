package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser on its way through demo-web's login, step by step. */
final class LoginJourney {

    static final String REDIRECT_URI = "http://127.0.0.1:3456/callback";
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    final TestClient browser = new TestClient();
    final CodeVerifier verifier = new CodeVerifier();
    final Region region;

    LoginJourney(Region region) {
        this.region = region;
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "demo-web");
        parameters.put("redirect_uri", REDIRECT_URI);
        parameters.put("scope", "openid profile email");
        parameters.put("state", "st-1");
        parameters.put("nonce", "n-1");
        parameters.put(
                "code_challenge",
                CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    HttpResponse<String> authorize(Map<String, String> parameters) throws IOException, InterruptedException {
        return browser.get(region.baseUrl().resolve("/oauth2/authorize?" + TestClient.encode(parameters)));
    }

    HttpResponse<String> loginPage() throws IOException, InterruptedException {
        HttpResponse<String> redirect = authorize(parameters());
        assertThat(redirect.statusCode()).isIn(302, 303);
        return browser.get(region.baseUrl().resolve(location(redirect)));
    }

    /** Submits the page's only form with its hidden value and these inputs. */
    HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> inputs)
            throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(inputs);
        form.put("_csrf", found(CSRF, page.body()));
        return browser.postForm(region.baseUrl().resolve(found(ACTION, page.body())), form);
    }

    HttpResponse<String> signIn(String username, String password) throws IOException, InterruptedException {
        return submit(loginPage(), Map.of("username", username, "password", password));
    }

    HttpResponse<String> redeem(String code) throws IOException, InterruptedException {
        return browser.postForm(
                region.baseUrl().resolve("/oauth2/token"),
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "demo-web",
                        "code",
                        code,
                        "redirect_uri",
                        REDIRECT_URI,
                        "code_verifier",
                        verifier.getValue()));
    }

    JsonNode tokens(String username, String password) throws IOException, InterruptedException {
        HttpResponse<String> response = redeem(parameter(signIn(username, password), "code"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestClient.json(response);
    }

    static HttpResponse<String> refresh(Region region, String refreshToken) throws IOException, InterruptedException {
        return new TestClient()
                .postForm(
                        region.baseUrl().resolve("/oauth2/token"),
                        Map.of("grant_type", "refresh_token", "client_id", "demo-web", "refresh_token", refreshToken));
    }

    static HttpResponse<String> userInfo(Region region, String accessToken) throws IOException, InterruptedException {
        return new TestClient()
                .get(region.baseUrl().resolve("/oauth2/userInfo"), "Authorization", "Bearer " + accessToken);
    }

    static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    /** A parameter of the redirect URI that the browser is sent to. */
    static String parameter(HttpResponse<String> response, String name) {
        String query = URI.create(location(response)).getRawQuery();
        return URLUtils.parseParameters(query)
                .getOrDefault(name, java.util.List.of(""))
                .get(0);
    }

    private static String found(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }
}
