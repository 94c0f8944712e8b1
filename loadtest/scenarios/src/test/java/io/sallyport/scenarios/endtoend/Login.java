package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** alice at a browser, signing in to demo-web through the gateway by authorization code and PKCE, step by step. */
final class Login {

    static final String NONCE = "nonce-of-this-login";
    private static final String STATE = "state-of-this-login";
    private static final String REDIRECT_URI = "http://127.0.0.1:3456/callback";
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Client browser = new Client();
    private final CodeVerifier verifier = new CodeVerifier();
    private final RunningDemo demo;

    Login(RunningDemo demo) {
        this.demo = demo;
    }

    /** Everything. */
    HttpResponse<String> tokens() throws IOException, InterruptedException {
        HttpResponse<String> tokens = redeem(code());
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        return tokens;
    }

    /** Up to the code: authorize, the login page, the form. */
    String code() throws IOException, InterruptedException {
        URI authorize = demo.url("/oauth2/authorize?" + Client.encode(parameters()));
        URI loginPage = redirect(authorize, browser.get(authorize));
        HttpResponse<String> page = browser.get(loginPage);
        assertThat(page.statusCode()).isEqualTo(200);
        URI action = loginPage.resolve(found(ACTION, page.body()).replace("&amp;", "&"));
        HttpResponse<String> answer = browser.postForm(
                action, Map.of("username", "alice", "password", "Wonderland-1", "_csrf", found(CSRF, page.body())));
        URI callback = redirect(action, answer);
        assertThat(callback.toString()).startsWith(REDIRECT_URI + "?");
        assertThat(parameter(callback, "state")).isEqualTo(STATE);
        return parameter(callback, "code");
    }

    HttpResponse<String> redeem(String code) throws IOException, InterruptedException {
        return browser.postForm(
                demo.url("/oauth2/token"),
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

    static HttpResponse<String> refresh(URI tokenEndpoint, String refreshToken)
            throws IOException, InterruptedException {
        return new Client()
                .postForm(
                        tokenEndpoint,
                        Map.of("grant_type", "refresh_token", "client_id", "demo-web", "refresh_token", refreshToken));
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "demo-web");
        parameters.put("redirect_uri", REDIRECT_URI);
        parameters.put("scope", "openid profile email");
        parameters.put("state", STATE);
        parameters.put("nonce", NONCE);
        parameters.put(
                "code_challenge",
                CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    /** Where a redirect leads; the browser never sees a region. */
    private URI redirect(URI from, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(302, 303);
        URI to = from.resolve(Client.header(answer, "Location"));
        assertThat(to.toString())
                .doesNotContain(
                        ":" + demo.primary().region().port(),
                        ":" + demo.replica().region().port());
        return to;
    }

    private static String parameter(URI uri, String name) {
        return URLUtils.parseParameters(uri.getRawQuery())
                .getOrDefault(name, List.of(""))
                .get(0);
    }

    private static String found(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }
}
