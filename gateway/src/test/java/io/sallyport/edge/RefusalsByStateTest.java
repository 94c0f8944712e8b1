package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failover.ControllerState;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Surface;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.SampleClaims;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation of the dialect in every state: what is refused, in whose language, and when to come back. */
class RefusalsByStateTest extends BeforeTwoRegions {

    private static final String HTML = "Accept: text/html,application/xhtml+xml;q=0.9\r\n";
    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after: ([0-9]+)\r\n");

    /** States in which the listener answers for long. */
    enum State {
        /** The primary's port is closed, and nobody knows yet. */
        PRIMARY_JUST_GONE,
        ON_REPLICA,
        FAILING_BACK,
        BLACKOUT
    }

    private void enter(State state) {
        if (state == State.PRIMARY_JUST_GONE) {
            edge.west.refuse();
        } else if (state == State.BLACKOUT) {
            RunningEdge.Setup setup = new RunningEdge.Setup();
            setup.probes = RunningEdge.cognito().probes();
            restart(setup);
            edge.west.refuse();
            edge.east.refuse();
            await().until(() -> edge.view().state() == ControllerState.Name.BLACKOUT);
        } else {
            edge.failOver();
            if (state == State.FAILING_BACK) {
                edge.failBack();
            }
        }
    }

    private static List<Operation> of(OperationClass... classes) {
        Set<OperationClass> wanted = EnumSet.noneOf(OperationClass.class);
        wanted.addAll(List.of(classes));
        return RunningEdge.cognito().operations().stream()
                .filter(operation -> wanted.contains(operation.operationClass()))
                .filter(operation -> !operation.name().equals("preflight"))
                .toList();
    }

    private static int retryAfter(String answer) {
        Matcher header = RETRY_AFTER.matcher(answer);
        assertThat(header.find()).as(answer).isTrue();
        return Integer.parseInt(header.group(1));
    }

    private static JsonObject json(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    /** A call that selects the operation. */
    private String ask(Operation operation, String headers) {
        if (operation.surface() == Surface.API) {
            String challenge = operation.operationClass() == OperationClass.WRITE ? "MFA_SETUP" : "SMS_MFA";
            return edge.call(
                    operation.name(),
                    "{\"ClientId\":\"app\",\"Token\":\"t\",\"AccessToken\":\"" + token() + "\",\"ChallengeName\":\""
                            + challenge + "\"}");
        }
        Dialect cognito = RunningEdge.cognito();
        String path = cognito.path("GET", operation.name());
        if (operation.surface() == Surface.PAGE && path != null) {
            return edge.exchange("GET " + path, headers, "");
        }
        String grant = operation.name().startsWith("token:") ? operation.name().substring(6) : "other";
        path = cognito.path("POST", operation.name());
        return edge.post(path == null ? "/oauth2/token" : path, FORM, "token=t&grant_type=" + grant);
    }

    private static String token() {
        return RunningEdge.KEY.token(SampleClaims.good());
    }

    @ParameterizedTest
    @EnumSource
    void everyWriteIsRefusedInItsCallersLanguageAndReachesNobody(State state) {
        enter(state);
        List<Operation> writes = of(OperationClass.WRITE);

        for (Operation write : writes) {
            String answer = ask(write, HTML);
            if (write.surface() == Surface.API) {
                assertThat(answer)
                        .as(write.name())
                        .startsWith("HTTP/1.1 400 ")
                        .containsIgnoringCase("x-amzn-ErrorType: OperationNotEnabledException\r\n")
                        .containsIgnoringCase("content-type: application/x-amz-json-1.1\r\n");
                assertThat(json(answer).getString("__type")).isEqualTo("OperationNotEnabledException");
                assertThat(json(answer).getString("message")).isNotBlank();
            } else {
                assertThat(answer)
                        .as(write.name())
                        .startsWith("HTTP/1.1 503 ")
                        .containsIgnoringCase("content-type: text/html")
                        .contains("Nothing was changed");
                assertThat(ask(write, "Accept: application/json\r\n"))
                        .startsWith("HTTP/1.1 503 ")
                        .containsIgnoringCase("content-type: application/problem+json");
            }
        }
        assertThat(writes).hasSizeGreaterThan(20);
        assertThat(reached(edge.west.calls())).doesNotContainAnyElementsOf(names(writes));
        assertThat(reached(edge.east.calls())).doesNotContainAnyElementsOf(names(writes));
    }

    private static Set<String> names(List<Operation> operations) {
        return operations.stream()
                .map(Operation::name)
                .filter(name -> !name.equals("RespondToAuthChallenge"))
                .collect(Collectors.toSet());
    }

    private static List<String> reached(List<ScriptedRegion.Call> calls) {
        return calls.stream()
                .flatMap(call -> call.header("X-Amz-Target").stream())
                .map(target -> target.substring(target.indexOf('.') + 1))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whoMayComeBackWhenDependsOnWhatWasAskedFor(State state) {
        enter(state);
        int write = retryAfter(edge.exchange("GET /signup", HTML, ""));

        switch (state) {
            case PRIMARY_JUST_GONE -> assertThat(write).isBetween(2, 4);
            // A failover that was ordered ends when a person says so.
            case ON_REPLICA -> assertThat(write).isBetween(300, 376);
            // Four steps of 10 s.
            case FAILING_BACK -> assertThat(write).isBetween(39, 51);
            default -> {
                assertThat(write).isBetween(5, 60);
                assertThat(retryAfter(edge.post("/oauth2/token", FORM, SAFE))).isBetween(5, 60);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"ON_REPLICA", "FAILING_BACK"})
    void everythingElseIsStillDone(State state) {
        enter(state);
        edge.west.answer(200, "Content-Type: application/json\r\n", "{}");
        edge.east.answer(200, "Content-Type: application/json\r\n", "{}");

        for (Operation operation : of(OperationClass.READ, OperationClass.SIGN_IN, OperationClass.SESSION)) {
            assertThat(ask(operation, HTML)).as(operation.name()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void inABlackoutEveryoneHearsItInTheirOwnLanguage() {
        enter(State.BLACKOUT);

        for (Operation operation : of(OperationClass.READ, OperationClass.SIGN_IN, OperationClass.SESSION)) {
            String answer = ask(operation, HTML);
            switch (operation.surface()) {
                case API ->
                    assertThat(answer)
                            .as(operation.name())
                            .containsIgnoringCase("content-type: application/x-amz-json-1.1")
                            .containsIgnoringCase("x-amzn-errortype: InternalErrorException");
                case OAUTH -> {
                    assertThat(answer).as(operation.name()).startsWith("HTTP/1.1 503 ");
                    assertThat(json(answer).getString("error")).isEqualTo("temporarily_unavailable");
                    assertThat(retryAfter(answer)).isBetween(2, 75);
                }
                default ->
                    assertThat(answer)
                            .as(operation.name())
                            .startsWith("HTTP/1.1 503 ")
                            .containsIgnoringCase("content-type: text/html");
            }
        }
    }
}
