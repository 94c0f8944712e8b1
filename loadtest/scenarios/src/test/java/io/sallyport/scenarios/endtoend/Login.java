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
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** alice at a browser, signing in to demo-web through the gateway by authorization code and PKCE, step by step. */
final class Login {

    /** What the gateway's prefix of a code or token begins with; 24 characters follow. */
    static final String PREFIX = "sally1_";

    static final String NONCE = "nonce-of-this-login";
    private static final String REDIRECT_URI = "http://127.0.0.1:3456/callback";
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Client browser;
    private final CodeVerifier verifier = new CodeVerifier();
    private final String state = "state-" + UUID.randomUUID();
    private final RunningDemo demo;
    private URI loginPage = URI.create("");
    private String page = "";

    Login(RunningDemo demo) {
        this(demo, new Client());
    }

    /** One of several in a browser. */
    Login(RunningDemo demo, Client browser) {
        this.demo = demo;
        this.browser = browser;
    }

    /** Everything. */
    HttpResponse<String> tokens() throws IOException, InterruptedException {
        HttpResponse<String> tokens = redeem(code());
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        return tokens;
    }

    /** Up to the code: authorize, the login page, the form. */
    String code() throws IOException, InterruptedException {
        return begin().submit();
    }

    /** Authorize and the login page. */
    Login begin() throws IOException, InterruptedException {
        loginPage = authorize();
        HttpResponse<String> answer = browser.get(loginPage);
        assertThat(answer.statusCode()).isEqualTo(200);
        page = answer.body();
        return this;
    }

    /** Where authorize leads: to the login page, or, in a browser that is signed in, back to the client. */
    URI authorize() throws IOException, InterruptedException {
        return authorize(Client.encode(parameters()));
    }

    /** The same for a request that was pushed before. */
    Login beginPushed(String requestUri) throws IOException, InterruptedException {
        loginPage = authorize(Client.encode(Map.of("client_id", "demo-web", "request_uri", requestUri)));
        page = browser.get(loginPage).body();
        return this;
    }

    /** The request URI. */
    String push() throws IOException, InterruptedException {
        return Client.text(browser.postForm(demo.url("/oauth2/par"), parameters()), "request_uri");
    }

    /** Where authorize leads for this further parameter. */
    URI authorize(String name, String value) throws IOException, InterruptedException {
        Map<String, String> parameters = parameters();
        parameters.put(name, value);
        return authorize(Client.encode(parameters));
    }

    private URI authorize(String query) throws IOException, InterruptedException {
        URI authorize = demo.url("/oauth2/authorize?" + query);
        return redirect(authorize, browser.get(authorize));
    }

    /** The form, up to the code. */
    String submit() throws IOException, InterruptedException {
        return codeAt(submitted());
    }

    /** Where the form leads. */
    URI submitted() throws IOException, InterruptedException {
        return redirect(loginPage, post(Map.of("username", "alice", "password", "Wonderland-1")));
    }

    /** What the form's page answers to these fields. */
    HttpResponse<String> post(Map<String, String> fields) throws IOException, InterruptedException {
        return postTo(page, fields);
    }

    /** The same for a page that came of it. */
    HttpResponse<String> postTo(HttpResponse<String> shown, Map<String, String> fields)
            throws IOException, InterruptedException {
        return postTo(shown.body(), fields);
    }

    private HttpResponse<String> postTo(String html, Map<String, String> fields)
            throws IOException, InterruptedException {
        URI action = loginPage.resolve(found(ACTION, html).replace("&amp;", "&"));
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("_csrf", found(CSRF, html));
        return browser.postForm(action, form);
    }

    /** Follows the browser to the login page to which it was sent anew. */
    Login resume(URI authorize) throws IOException, InterruptedException {
        loginPage = redirect(authorize, browser.get(authorize));
        page = browser.get(loginPage).body();
        return this;
    }

    String state() {
        return state;
    }

    /** The code with which the browser comes back. */
    String codeAt(URI callback) {
        assertThat(callback.toString()).startsWith(REDIRECT_URI + "?");
        assertThat(parameter(callback, "state")).isEqualTo(state);
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

    /** A value as its region gave it. */
    static String withoutPrefix(String value) {
        assertThat(value).startsWith(PREFIX);
        return value.substring(PREFIX.length() + 24);
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "demo-web");
        parameters.put("redirect_uri", REDIRECT_URI);
        parameters.put("scope", "openid profile email");
        parameters.put("state", state);
        parameters.put("nonce", NONCE);
        parameters.put(
                "code_challenge",
                CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    /** Where a redirect leads; the browser never sees a region. */
    URI redirect(URI from, HttpResponse<String> answer) {
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
