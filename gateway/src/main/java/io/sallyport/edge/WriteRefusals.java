package io.sallyport.edge;

import io.sallyport.edge.page.Page;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.oidc.affinity.BrowserFlow;
import io.sallyport.oidc.affinity.FlowCookies;
import io.sallyport.oidc.login.AuthorizationRequest;
import io.sallyport.operation.Capability;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Operation;
import io.sallyport.serving.Serving;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Refuses what only the primary can do, while that is out of reach; tells a person what works meanwhile. */
final class WriteRefusals {

    private static final CharSequence SEC_PURPOSE = HttpHeaders.createOptimized("sec-purpose");

    private static final String FOR_NOW =
            "For the moment the sign-in service can check accounts, but not change them. " + "Nothing was changed.";
    private static final String BLACKOUT = "The sign-in service is not answering at the moment. Nothing was changed.";
    private static final List<String> WORKS =
            List.of("Signing in with an account that you have", "Staying signed in, and signing out");

    private final PublicUrl publicUrl;
    private final Dialect dialect;
    private final Serving serving;
    private final FlowCookies cookies;
    private final RefusalWriter refusals;
    private final RequestMeters meters;

    WriteRefusals(
            PublicUrl publicUrl,
            Dialect dialect,
            Serving serving,
            FlowCookies cookies,
            RefusalWriter refusals,
            RequestMeters meters) {
        this.publicUrl = publicUrl;
        this.dialect = dialect;
        this.serving = serving;
        this.cookies = cookies;
        this.refusals = refusals;
        this.meters = meters;
    }

    void refuse(HttpServerRequest request, Operation operation) {
        if (isUse(request)) {
            meters.writeRefused(operation.name(), dialect.name());
        }
        boolean isBlackout = serving.view().usable().isEmpty();
        refusals.write(
                request,
                Refusal.WRITE_REFUSED,
                operation.surface(),
                new RefusalWriter.Told(
                        isBlackout ? Refusal.WRITE_REFUSED.text() : "Signing in works. " + Refusal.WRITE_REFUSED.text(),
                        seconds -> page(request, operation, isBlackout, seconds)));
    }

    /** A browser that fetches ahead (Fetch, "Sec-Purpose"), or asks for a head alone, has refused nobody anything. */
    private static boolean isUse(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.HEAD)) {
            return false;
        }
        String purpose =
                request.method().equals(HttpMethod.GET) ? request.headers().get(SEC_PURPOSE) : null;
        return purpose == null || !purpose.startsWith("prefetch");
    }

    private String page(HttpServerRequest request, Operation operation, boolean isBlackout, int retrySeconds) {
        Capability asked = dialect.replica().of(operation.name());
        Page page = new Page(title(asked));
        if (isBlackout) {
            return page.say(BLACKOUT).say(RefusalPage.comeBack(retrySeconds)).html();
        }
        page.say(FOR_NOW).say(RefusalPage.comeBack(retrySeconds)).works("What works", WORKS);
        List<String> waits = dialect.replica().lacks().stream()
                .map(WriteRefusals::words)
                .filter(Objects::nonNull)
                .toList();
        if (!waits.isEmpty()) {
            page.waits("What has to wait", waits);
        }
        String signIn = signIn(request);
        return (signIn == null ? page : page.way("Sign in with your account", signIn)).html();
    }

    private static String title(@Nullable Capability asked) {
        if (asked == Capability.SIGN_UP) {
            return "New accounts are paused";
        }
        return asked == Capability.PASSWORD_RESET ? "Password reset is paused" : "Changes are paused";
    }

    private static @Nullable String words(Capability capability) {
        return switch (capability) {
            case SIGN_IN -> "Signing in";
            case SIGN_UP -> "Creating an account";
            case PASSWORD_RESET -> "Resetting a forgotten password";
            case PROFILE_UPDATE -> "Changing your account: password, details, devices";
            case TOTP_MFA -> "Signing in with a code from an authenticator app";
            case FEDERATED_FIRST_SIGN_IN -> "Signing in by another provider for the first time";
            case DEVICE_TRACKING -> "Being remembered on this device";
            // No person does it.
            case CLIENT_REGISTRATION -> null;
        };
    }

    /**
     * The way back to the sign-in from which a browser came, by what a region has accepted and only the gateway can have sealed;
     * never by what the request itself says. Null where there is none.
     */
    private @Nullable String signIn(HttpServerRequest request) {
        return cookies.read(request.headers().getAll(HttpHeaders.COOKIE)).flows().stream()
                .map(BrowserFlow::request)
                .filter(Objects::nonNull)
                .filter(accepted -> !isPushed(accepted))
                .map(accepted -> publicUrl.basePath() + accepted)
                .findFirst()
                .orElse(null);
    }

    /** It can be asked for once, and was. */
    private static boolean isPushed(String accepted) {
        return new AuthorizationRequest(accepted.substring(accepted.indexOf('?') + 1)).isPushed();
    }
}
