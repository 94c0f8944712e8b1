package io.sallyport.scenarios.drill.load;

import io.sallyport.scenarios.web.Answer;
import io.sallyport.scenarios.web.AuthorizationRequest;
import io.sallyport.scenarios.web.CookieJar;
import io.sallyport.scenarios.web.LoginForm;
import io.sallyport.scenarios.web.Web;
import io.sallyport.time.Ticker;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A person at a browser, and the application that sent them: authorize, the login page, two seconds to type, the form, the
 * code. Follows redirects wherever they lead; after an error begins again a second later, and gives up after the fifth time.
 */
final class Login {

    private static final long TYPING_MILLIS = 2_000;
    private static final long SIGH_MILLIS = 1_000;
    private static final int PATIENCE = 5;
    private static final int MOST_HOPS = 40;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Context context;
    private final Ticker ticker;
    private final Calls calls;
    private final Promise<LoginRecord> end;
    private final CookieJar cookies = new CookieJar();
    private final List<LoginRecord.Restart> restarts = new ArrayList<>();
    private AuthorizationRequest request = AuthorizationRequest.random();
    private int hops;

    Login(Context context, Ticker ticker, Calls calls, Promise<LoginRecord> end) {
        this.context = context;
        this.ticker = ticker;
        this.calls = calls;
        this.end = end;
    }

    /** From the application's link. */
    void begin(long due) {
        request = AuthorizationRequest.random();
        get(Kind.AUTHORIZE, calls.web().base().resolve(request.uri()), due);
    }

    private void get(Kind kind, URI uri, long due) {
        hops++;
        if (hops > MOST_HOPS) {
            end.complete(new LoginRecord(restarts, true));
            return;
        }
        Function<Answer, @Nullable String> failure =
                answer -> answer.isRedirect() || LoginForm.in(answer).isPresent() ? null : answer.asFailure();
        calls.made(kind, due, () -> calls.web().get(Web.pathOf(uri), cookies.header()), failure)
                .onSuccess(answer -> arrived(kind, uri, due, answer))
                .onFailure(broken -> restart(kind, due, broken.getClass().getSimpleName()));
    }

    private void arrived(Kind kind, URI from, long due, Answer answer) {
        cookies.take(answer.headers());
        Optional<LoginForm> form = LoginForm.in(answer);
        if (answer.isRedirect()) {
            follow(kind, from.resolve(answer.headers().get("Location")), due);
        } else if (form.isPresent()) {
            long typed = ticker.nanos() + TYPING_MILLIS * NANOS_PER_MILLI;
            context.owner()
                    .setTimer(
                            TYPING_MILLIS,
                            timer -> submit(from.resolve(form.get().action()), form.get(), typed));
        } else {
            restart(kind, due, answer.asFailure());
        }
    }

    private void follow(Kind kind, URI to, long due) {
        if (request.isAnsweredAt(to)) {
            redeem(AuthorizationRequest.parameter(to, "code"), due);
        } else if (kind != Kind.AUTHORIZE && to.getPath().equals(AuthorizationRequest.PATH)) {
            restarts.add(new LoginRecord.Restart(due, true, kind + " led back"));
            get(Kind.AUTHORIZE, to, ticker.nanos());
        } else {
            get(Kind.LOGIN_PAGE, to, ticker.nanos());
        }
    }

    private void submit(URI action, LoginForm form, long due) {
        Map<String, String> inputs = form.filledIn("alice", "Wonderland-1");
        calls.made(
                        Kind.LOGIN_FORM,
                        due,
                        () -> calls.web().post(Web.pathOf(action), inputs, cookies.header()),
                        answer -> answer.isRedirect() ? null : answer.asFailure())
                .onSuccess(answer -> submitted(action, due, answer))
                .onFailure(broken ->
                        restart(Kind.LOGIN_FORM, due, broken.getClass().getSimpleName()));
    }

    private void submitted(URI action, long due, Answer answer) {
        if (answer.isRedirect()) {
            arrived(Kind.LOGIN_FORM, action, due, answer);
        } else {
            restart(Kind.LOGIN_FORM, due, answer.asFailure());
        }
    }

    private void redeem(String code, long due) {
        if (code.isEmpty()) {
            restart(Kind.LOGIN_FORM, due, "no code");
            return;
        }
        long now = ticker.nanos();
        calls.redeem(now, request.redemption(code))
                .onSuccess(answer -> {
                    if (answer.isOk()) {
                        end.complete(new LoginRecord(restarts, false));
                    } else {
                        restart(Kind.CODE, now, answer.asFailure());
                    }
                })
                .onFailure(broken -> restart(Kind.CODE, now, broken.getClass().getSimpleName()));
    }

    private void restart(Kind kind, long due, String why) {
        restarts.add(new LoginRecord.Restart(due, false, kind + " got " + why));
        if (restarts.stream().filter(restart -> !restart.byGateway()).count() >= PATIENCE) {
            end.complete(new LoginRecord(restarts, true));
        } else {
            context.owner().setTimer(SIGH_MILLIS, timer -> begin(ticker.nanos()));
        }
    }
}
