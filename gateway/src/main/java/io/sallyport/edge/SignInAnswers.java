package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failure.FailureKind;
import io.sallyport.guard.SignInResult;
import io.sallyport.operation.Fields;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Surface;
import io.sallyport.proxy.Carried;
import io.sallyport.upstream.ErrorType;
import io.sallyport.upstream.Outcome;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what a region's answer says of the credential that was tried. */
final class SignInAnswers {

    private final FlowKeeper keeper;
    private final Affinities affinities;

    SignInAnswers(FlowKeeper keeper, Affinities affinities) {
        this.keeper = keeper;
        this.affinities = affinities;
    }

    /**
     * What was read.
     *
     * @param fields of the answer where it is one for machines
     */
    record Read(SignInResult result, Fields fields) {}

    private static final Read NOTHING = new Read(SignInResult.NEITHER, Fields.NONE);
    private static final Read FAILED = new Read(SignInResult.FAILED, Fields.NONE);

    /**
     * Reads an answer; one that speaks against its region says nothing of a credential. That a replica could not write does: it
     * writes where it would note a failed sign-in, and whoever sees that must not guess on uncounted.
     */
    Read read(HttpServerRequest request, Operation operation, Carried.Delivered delivered) {
        Outcome.Answered answer = delivered.answer();
        if (answer.failure() != null) {
            return answer.failure() == FailureKind.WRITE_REFUSED ? FAILED : NOTHING;
        }
        if (operation.surface() == Surface.PAGE) {
            return new Read(ofPage(request, operation, delivered.region(), answer), Fields.NONE);
        }
        Fields fields = isWhole(answer) ? JsonFields.parse(answer.body()) : null;
        if (fields == null) {
            return NOTHING;
        }
        return new Read(
                operation.surface() == Surface.API
                        ? SignInResult.ofCall(answer.status(), ErrorType.of(answer.headers()), fields)
                        : SignInResult.ofGrant(answer.status(), fields),
                fields);
    }

    private SignInResult ofPage(
            HttpServerRequest request, Operation operation, RegionName region, Outcome.Answered answer) {
        if (keeper.bringsCode(operation, region, answer)) {
            // Who is signed in already may be sent on whatever the form says.
            return affinities.sessionCookies(request.headers(), region).isEmpty()
                    ? SignInResult.SUCCEEDED
                    : SignInResult.NEITHER;
        }
        String location = answer.headers().get(HttpHeaders.LOCATION);
        if (answer.status() / 100 != 3 || location == null) {
            return SignInResult.ofPage(answer.status(), text(answer));
        }
        return keeper.isSamePage(location, region, request.path()) ? SignInResult.FAILED : SignInResult.NEITHER;
    }

    private static @Nullable String text(Outcome.Answered answer) {
        return isWhole(answer) ? answer.body().toString(StandardCharsets.ISO_8859_1) : null;
    }

    private static boolean isWhole(Outcome.Answered answer) {
        return answer.rest() == null && !answer.headers().contains(HttpHeaders.CONTENT_ENCODING);
    }
}
