package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.guard.Admission;
import io.sallyport.guard.Attempt;
import io.sallyport.guard.Digest;
import io.sallyport.guard.Guard;
import io.sallyport.guard.SignInResult;
import io.sallyport.operation.Credential;
import io.sallyport.operation.Fields;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Route;
import io.sallyport.operation.Surface;
import io.sallyport.proxy.Binding;
import io.sallyport.proxy.Carried;
import io.sallyport.proxy.RoutePlan;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the guard about requests that try a credential, and tells it what became of them. */
final class SignIns {

    private static final AnswerGate.Found OPEN = new AnswerGate.Open(AnswerGate.OPEN);

    private final Guard guard;
    private final SignInAnswers answers;

    SignIns(Guard guard, SignInAnswers answers) {
        this.guard = guard;
        this.answers = answers;
    }

    /** Whether the body of such a request is looked at. */
    boolean looksAt(Route route) {
        return route.concernsCredentials() && guard.isOn();
    }

    /** Whether {@link #find} has something to say of it. */
    boolean concern(Operation operation) {
        return operation.credential() instanceof Credential.Tried && guard.isOn();
    }

    /**
     * Looks at a request.
     *
     * @param fields of its body and, a page's, of its query too, as the region will see it
     * @param source the client's address
     * @return never fails but by a bug; late where the account's sign-ins are delayed. Closed too where the client left
     */
    Future<AnswerGate.Found> find(HttpServerRequest request, Operation operation, Fields fields, String source) {
        if (!(operation.credential() instanceof Credential.Tried tried)
                || !request.method().equals(HttpMethod.POST)) {
            return Future.succeededFuture(OPEN);
        }
        String name = fields.value(tried.account());
        boolean isTooLong = name != null && name.length() > Guard.LONGEST_NAME;
        if (isUnreadable(request, operation)
                || isTooLong
                || isRepeated(fields, tried.account())
                || isRepeated(fields, tried.proof())) {
            return Future.succeededFuture(new AnswerGate.Closed(Refusal.BAD_REQUEST));
        }
        Digest continued = continued(operation, fields);
        Digest named = name == null ? null : guard.account(name);
        boolean isTried = tried.proof() == null || fields.value(tried.proof()) != null;
        return isTried && (named != null || continued != null)
                ? admit(request, new Asked(operation, named, continued, hasSteps(operation, fields)), source)
                : Future.succeededFuture(OPEN);
    }

    /** A page is posted in a form that a region might read and the gateway does not. */
    private static boolean isUnreadable(HttpServerRequest request, Operation operation) {
        return operation.surface() == Surface.PAGE
                && InboundBody.isAnnounced(request)
                && InboundBody.announcedLength(request) != 0
                && !FormRequest.hasForm(request);
    }

    /** Of two the region could take the one and the gateway the other. */
    private static boolean isRepeated(Fields fields, @Nullable String name) {
        return name != null && fields instanceof FormFields form && form.isRepeated(name);
    }

    private @Nullable Digest continued(Operation operation, Fields fields) {
        return steps(operation.hints().takes(), fields)
                .map(guard::continued)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Values by which a sign-in goes on, in which nobody is named who could not be another. */
    private static Stream<String> steps(Map<String, HintKind> fields, Fields values) {
        return fields.entrySet().stream()
                .filter(field -> field.getValue() == HintKind.SESSION || field.getValue() == HintKind.SECRET_BLOCK)
                .map(field -> values.value(field.getKey()))
                .filter(Objects::nonNull);
    }

    /** Whether it is a step that goes on, or should be. */
    private static boolean hasSteps(Operation operation, Fields fields) {
        boolean mayBegin = operation.flow().isNew() || operation.surface() != Surface.API;
        return !mayBegin || steps(operation.hints().takes(), fields).findAny().isPresent();
    }

    private Future<AnswerGate.Found> admit(HttpServerRequest request, Asked asked, String source) {
        if (!(guard.admit(asked.account(), source) instanceof Admission.Admitted admitted)) {
            return Future.succeededFuture(new AnswerGate.Closed(Refusal.ATTEMPTS_EXCEEDED));
        }
        Tried tried = new Tried(request, asked, admitted.attempt());
        return admitted.delay().isZero()
                ? Future.succeededFuture(new AnswerGate.Open(tried))
                : delayed(request, admitted.delay(), tried);
    }

    private static Future<AnswerGate.Found> delayed(HttpServerRequest request, Duration delay, Tried tried) {
        Vertx vertx = Objects.requireNonNull(Vertx.currentContext(), "on an event loop")
                .owner();
        Promise<AnswerGate.Found> over = Promise.promise();
        long timer = vertx.setTimer(delay.toMillis(), t -> {
            tried.attempt.delayed();
            over.complete(new AnswerGate.Open(tried));
        });
        request.response().closeHandler(left -> {
            if (vertx.cancelTimer(timer)) {
                tried.giveUp();
                over.complete(new AnswerGate.Closed(Refusal.REQUEST_TIMEOUT));
            }
        });
        return over.future();
    }

    /**
     * Whose credential a request tries.
     *
     * @param named by itself
     * @param continued by what it goes on with, which alone is to be believed
     * @param isStep whether it goes on with something, known or not
     */
    private record Asked(
            Operation operation,
            @Nullable Digest named,
            @Nullable Digest continued,
            boolean isStep) {

        Digest account() {
            return Objects.requireNonNull(continued == null ? named : continued);
        }

        /** Whether the account is the one whose credential the region looks at. */
        boolean isSure() {
            return continued != null || !isStep;
        }

        Stream<Digest> accounts() {
            return Stream.of(named, continued).filter(Objects::nonNull);
        }
    }

    /** A sign-in on its way. */
    private final class Tried implements AnswerGate {

        private final HttpServerRequest request;
        private final Asked asked;
        private final Attempt attempt;
        private boolean isFenced;

        Tried(HttpServerRequest request, Asked asked, Attempt attempt) {
            this.request = request;
            this.asked = asked;
            this.attempt = attempt;
        }

        @Override
        public @Nullable Binding binding(@Nullable Binding told, ServingView view) {
            isFenced = asked.accounts().anyMatch(guard::isFenced);
            return isFenced ? FencedWay.binding(told, view) : told;
        }

        @Override
        public boolean admits(RoutePlan.Go plan, ServingView view) {
            boolean isAdmitted = !isFenced || FencedWay.isSafe(plan.first().name(), plan.mayMove(), view);
            if (!isAdmitted) {
                guard.refusedFenced();
            }
            return isAdmitted;
        }

        @Override
        public Future<Optional<Refusal>> settle(
                @Nullable Carried carried, RegionName askedRegion, @Nullable RegionName home) {
            attempt.end(carried instanceof Carried.Delivered delivered ? result(delivered) : SignInResult.NEITHER);
            // Another account's would have gone to the other region.
            boolean isHeldBack = isFenced && carried instanceof Carried.Unsent;
            if (isHeldBack) {
                guard.refusedFenced();
            }
            return Future.succeededFuture(isHeldBack ? Optional.of(Refusal.ATTEMPTS_EXCEEDED) : Optional.empty());
        }

        private SignInResult result(Carried.Delivered delivered) {
            SignInAnswers.Read read = answers.read(request, asked.operation(), delivered);
            if (asked.isSure()) {
                steps(asked.operation().hints().gives(), read.fields())
                        .forEach(step -> guard.remember(step, asked.account()));
            }
            return read.result() == SignInResult.SUCCEEDED && !asked.isSure() ? SignInResult.NEITHER : read.result();
        }

        @Override
        public void giveUp() {
            attempt.end(SignInResult.NEITHER);
        }
    }
}
