package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.guard.Guard;
import io.sallyport.operation.Dialect;
import io.sallyport.testsupport.ScriptedRegion;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;

/** A listener that guards accounts, before two regions that know no password. A balancer on this machine says who the client is. */
abstract class BeforeGuard extends BeforeTwoRegions {

    static final String ATTACKER = "203.0.113.9";
    static final String HOME = "198.51.100.7";
    static final String JSON = "Content-Type: application/x-amz-json-1.1\r\n";
    static final String TOKENS = "{\"AuthenticationResult\":{\"AccessToken\":\"t\"}}";
    static final String WRONG =
            "{\"__type\":\"NotAuthorizedException\",\"message\":\"Incorrect username or password.\"}";

    final AtomicLong now = new AtomicLong();

    @BeforeEach
    void behindABalancer() {
        guarded(RunningEdge.USUAL_LOCKOUT);
    }

    Dialect dialect() {
        return RunningEdge.cognito();
    }

    void guarded(Guard.LockoutSettings lockout) {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.trusted = List.of(EdgeCalls.network("127.0.0.1", 32));
        setup.guard = new Guard.Settings(lockout, null);
        setup.dialect = dialect();
        setup.guardTicker = now::get;
        restart(setup);
        wrong(edge.west);
        wrong(edge.east);
    }

    static void wrong(ScriptedRegion region) {
        region.answer(400, JSON + "x-amzn-ErrorType: NotAuthorizedException\r\n", WRONG);
    }

    static String from(String source) {
        return "X-Forwarded-For: " + source + "\r\n";
    }

    String call(String source, String operation, String json) {
        return edge.post(
                "/",
                from(source) + "X-Amz-Target: AWSCognitoIdentityProviderService." + operation + "\r\n",
                json.replace('\'', '"'));
    }

    String guess(String source, String name) {
        return call(
                source,
                "InitiateAuth",
                "{'AuthFlow':'USER_PASSWORD_AUTH','ClientId':'app','AuthParameters':{'USERNAME':'" + name
                        + "','PASSWORD':'guess'}}");
    }

    void guesses(String source, String name, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guess(source, name)).contains("Incorrect username or password.");
        }
    }

    int asked() {
        return edge.west.calls().size() + edge.east.calls().size();
    }

    static void assertNeutral(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Password attempts exceeded");
    }

    double lockouts(String reason) {
        return edge.registry
                .get("sallyport.lockouts")
                .tag("reason", reason)
                .counter()
                .count();
    }

    double delayed() {
        return edge.registry.get("sallyport.sign.ins.delayed").counter().count();
    }
}
