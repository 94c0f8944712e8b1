package io.sallyport.scenarios.memory;

import io.sallyport.scenarios.web.Answer;
import io.sallyport.scenarios.web.AuthorizationRequest;
import io.sallyport.scenarios.web.CookieJar;
import io.sallyport.scenarios.web.LoginForm;
import io.sallyport.scenarios.web.Web;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Who begins logins and, if told so, finishes them. An answer other than the expected one fails the future: a login that was
 * refused costs nothing, and would prove nothing.
 */
final class Applicants {

    private static final String USER = "alice";
    private static final String PASSWORD = "Wonderland-1";
    private static final int CREATED = 201;
    private static final int MOST_HOPS = 10;

    /** As long as the numbers of the group that Cognito's clients use. */
    private static final int SRP_BITS = 3_071;

    private final Web web;
    private final Random random;

    /**
     * Makes them.
     *
     * @param random for public numbers that nobody will prove anything with
     */
    Applicants(Web web, Random random) {
        this.web = web;
        this.random = random;
    }

    /** A browser that an application has sent, up to the login page. */
    Future<HalfLogin> browse() {
        AuthorizationRequest request = AuthorizationRequest.random();
        return loginPage(request, request.uri());
    }

    /** The same, its request pushed before (RFC 9126). */
    Future<HalfLogin> push() {
        AuthorizationRequest request = AuthorizationRequest.random();
        return web.post("/oauth2/par", request.parameters(), Map.of()).compose(pushed -> {
            expect("a pushed request", pushed.status() == CREATED, pushed);
            return loginPage(request, AuthorizationRequest.pushedUri(pushed.member("request_uri")));
        });
    }

    private Future<HalfLogin> loginPage(AuthorizationRequest request, String uri) {
        CookieJar cookies = new CookieJar();
        return web.get(uri, Map.of())
                .compose(answer -> follow(cookies, answer, MOST_HOPS))
                .map(page -> {
                    LoginForm form = LoginForm.in(page).orElseThrow(() -> unexpected("a login page", page));
                    return new HalfLogin(request, cookies, form);
                });
    }

    /** To the next page, or to the redirect that leads back to the application. */
    private Future<Answer> follow(CookieJar cookies, Answer answer, int hops) {
        cookies.take(answer.headers());
        return hops > 0 && answer.isRedirect() && isHere(target(answer))
                ? web.get(Web.pathOf(target(answer)), cookies.header()).compose(next -> follow(cookies, next, hops - 1))
                : Future.succeededFuture(answer);
    }

    private boolean isHere(URI target) {
        return target.getAuthority().equals(web.base().getAuthority());
    }

    /** A client of Cognito's API that asks for the challenge of USER_SRP_AUTH. */
    Future<Answer> challenge() {
        JsonObject parameters = new JsonObject()
                .put("USERNAME", USER)
                .put("SRP_A", new BigInteger(SRP_BITS, random).setBit(SRP_BITS).toString(16));
        JsonObject input = new JsonObject()
                .put("AuthFlow", "USER_SRP_AUTH")
                .put("ClientId", AuthorizationRequest.CLIENT)
                .put("AuthParameters", parameters);
        return web.call("InitiateAuth", input).map(answer -> {
            expect("a challenge", answer.member("ChallengeName").equals("PASSWORD_VERIFIER"), answer);
            return answer;
        });
    }

    /** Types the password, again where the login begins anew at the other region, and redeems the code. */
    Future<Answer> finish(HalfLogin login) {
        LoginForm form = login.form();
        return web.post(
                        form.action(),
                        form.filledIn(USER, PASSWORD),
                        login.cookies().header())
                .compose(answer -> follow(login.cookies(), answer, MOST_HOPS))
                .compose(answer -> LoginForm.in(answer)
                        .map(again -> finish(new HalfLogin(login.request(), login.cookies(), again)))
                        .orElseGet(() -> redeem(login.request(), answer)));
    }

    private Future<Answer> redeem(AuthorizationRequest request, Answer answer) {
        expect("a code", answer.isRedirect() && request.isAnsweredAt(target(answer)), answer);
        String code = AuthorizationRequest.parameter(target(answer), "code");
        return web.post("/oauth2/token", request.redemption(code), Map.of()).map(tokens -> {
            boolean areThere = Stream.of("access_token", "id_token", "refresh_token")
                    .noneMatch(name -> tokens.member(name).isEmpty());
            expect("tokens", areThere, tokens);
            return tokens;
        });
    }

    private URI target(Answer redirect) {
        return web.base().resolve(redirect.headers().get("Location"));
    }

    private static void expect(String what, boolean isThere, Answer answer) {
        if (!isThere) {
            throw unexpected(what, answer);
        }
    }

    private static IllegalStateException unexpected(String what, Answer answer) {
        return new IllegalStateException("instead of " + what + ": " + answer.asFailure());
    }
}
