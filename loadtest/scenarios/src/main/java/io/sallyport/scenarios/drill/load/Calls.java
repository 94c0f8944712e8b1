package io.sallyport.scenarios.drill.load;

import io.sallyport.scenarios.web.Answer;
import io.sallyport.scenarios.web.AuthorizationRequest;
import io.sallyport.scenarios.web.Web;
import io.sallyport.time.Ticker;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes requests and writes down what came of each. Used on one event loop. */
final class Calls {

    private static final String TOKEN = "/oauth2/token";

    private final Web web;
    private final Ticker ticker;
    private final Samples samples;
    private final Sessions sessions;
    private final Signers signers;

    Calls(Web web, Ticker ticker, Samples samples, Sessions sessions, Signers signers) {
        this.web = web;
        this.ticker = ticker;
        this.samples = samples;
        this.sessions = sessions;
        this.signers = signers;
    }

    Web web() {
        return web;
    }

    void clientCredentials(long due) {
        token(
                Kind.CLIENT_CREDENTIALS,
                due,
                Map.of("grant_type", "client_credentials"),
                Web.basic("demo-service", "demo-service-secret"));
    }

    void refresh(long due) {
        Session session = sessions.toRefresh();
        Kind kind = session.bornAt() == Side.REPLICA ? Kind.REPLICA_REFRESH : Kind.REFRESH;
        token(kind, due, refreshForm(session), Map.of());
    }

    void validate(long slot, long due) {
        String token = sessions.toValidate(slot);
        made(Kind.VALIDATE, due, () -> web.get("/-/validate", Web.bearer(token)), Calls::unlessOk);
    }

    /** Whether a session can be refreshed; written down nowhere. */
    Future<Boolean> isAlive(Session session) {
        return web.post(TOKEN, refreshForm(session), Map.of()).map(Answer::isOk);
    }

    /** Redeems a code; the session that it opens is known from then on. */
    Future<Answer> redeem(long due, Map<String, String> form) {
        return token(Kind.CODE, due, form, Map.of()).onSuccess(answer -> {
            Side side = signers.of(answer.member("access_token"));
            if (answer.isOk() && side != null) {
                sessions.add(new Session(answer.member("refresh_token"), side, ticker.nanos()));
            }
        });
    }

    private Future<Answer> token(Kind kind, long due, Map<String, String> form, Map<String, String> headers) {
        return made(kind, due, () -> web.post(TOKEN, form, headers), Calls::unlessOk)
                .onSuccess(answer -> {
                    if (answer.isOk()) {
                        sessions.addAccessToken(answer.member("access_token"));
                    }
                });
    }

    /**
     * Makes a request.
     *
     * @param failure what is wrong with an answer; null where it is what the client wanted
     */
    Future<Answer> made(
            Kind kind, long due, Supplier<Future<Answer>> request, Function<Answer, @Nullable String> failure) {
        long number = samples.begin(kind, due, ticker.nanos());
        return request.get()
                .onSuccess(answer -> samples.end(
                        number, ticker.nanos(), failure.apply(answer), signers.of(answer.member("access_token"))))
                .onFailure(broken -> samples.end(number, ticker.nanos(), name(broken), null));
    }

    private static Map<String, String> refreshForm(Session session) {
        return Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                AuthorizationRequest.CLIENT,
                "refresh_token",
                session.refreshToken());
    }

    private static @Nullable String unlessOk(Answer answer) {
        return answer.isOk() ? null : answer.asFailure();
    }

    private static String name(Throwable broken) {
        return broken.getClass().getSimpleName();
    }
}
