package io.sallyport.scenarios.demo;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Decision;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/** What the demo says: where things are, what to try, and one line each time the serving region changes. */
final class Story implements Consumer<Decision> {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final PrintStream out;

    Story(PrintStream out) {
        this.out = out;
    }

    void begin(Demo demo, Path log) {
        var primary = demo.regions().primary();
        var replica = demo.regions().replica();
        out.printf(
                """

            Sallyport demo: one gateway, an identity provider in two regions.

              gateway            %1$s   (your OIDC base URL)
              admin, metrics     http://127.0.0.1:%2$d/metrics, /api/v1/state   token: %10$s
              primary %3$-10s %4$s   break it at http://127.0.0.1:%5$d/-/fault
              replica %6$-10s %7$s   break it at http://127.0.0.1:%8$d/-/fault
              users              alice / Wonderland-1, bob / Builder-22
              log                %9$s

            Try, in another terminal:

              1. a token          curl -s -u demo-service:demo-service-secret -d grant_type=client_credentials %1$s/oauth2/token
              2. is it good?      curl -si %1$s/-/validate -H "Authorization: Bearer <its access_token>"
              3. kill the primary curl -s http://127.0.0.1:%5$d/-/fault -d '{"mode":"refuse"}'      (also: blackhole, reset, error, none)
                                  then 1. and 2. again: nobody notices
              4. a sign-up        curl -si %1$s/ -H 'X-Amz-Target: AWSCognitoIdentityProviderService.SignUp' -d '{}'
              5. who serves?      curl -s http://127.0.0.1:%2$d/metrics | grep -E 'active_region|controller_state'
                 bring it back    curl -s http://127.0.0.1:%5$d/-/fault -d '{"mode":"none"}'        and watch the failback here
              6. order a failover curl -s http://127.0.0.1:%2$d/api/v1/failover -H "Authorization: Bearer $(cat %10$s)" -H 'Content-Type: application/json' -d '{"region":"%6$s","duration":"20s","by":"me","why":"to see it"}'

            Ctrl-C stops everything.

            """,
                demo.publicUrl(),
                demo.gateway().adminPort(),
                primary.name(),
                primary.baseUrl(),
                primary.faultPort(),
                replica.name(),
                replica.baseUrl(),
                replica.faultPort(),
                log,
                demo.adminTokenFile());
        out.flush();
    }

    void failed(Throwable cause) {
        out.println(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    @Override
    public void accept(Decision decision) {
        // That it starts with the primary is told by the first screen.
        if (decision instanceof Decision.Transition transition
                && transition.from().name() != ControllerState.Name.STARTING) {
            out.println(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + "  " + line(transition));
            out.flush();
        }
    }

    private static String line(Decision.Transition transition) {
        ControllerState to = transition.to();
        String why = " (" + transition.reason().tag().replace('_', ' ') + ")";
        return switch (to.name()) {
            case STARTING -> "starting";
            case ON_PRIMARY -> to.serving() + " serves" + why;
            case ON_REPLICA ->
                to.serving() + " serves" + why + ", found after "
                        + transition.detection().toMillis() + " ms; writes are refused";
            case FAILING_BACK ->
                to.serving() + " serves, failing back: " + to.percentToPrimary() + "% of new flows to the primary";
            case BLACKOUT -> "no region is usable" + why;
        };
    }
}
