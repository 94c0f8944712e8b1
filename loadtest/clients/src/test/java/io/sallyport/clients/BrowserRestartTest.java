package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.sallyport.failover.ControllerState;
import io.sallyport.regions.DemoData;
import io.sallyport.regions.signin.Totp;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The region dies at each step of a login, and the person at the browser ends signed in: another password, no error page. */
class BrowserRestartTest extends BrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** When the region dies. */
    enum Step {
        /** Before the browser asks for anything. */
        BEFORE_THE_PAGE,
        /** While the password is typed. */
        PAGE_OPEN,
        /** When the browser has the code and has not come back to the application. */
        ON_THE_WAY_BACK,
        /** When the application is about to redeem the code. */
        CODE_IN_HAND
    }

    /** Every fault where both regions sign alike; elsewhere one is enough: who signs has no part in how a region is lost. */
    static Stream<Arguments> modesAndFaults() {
        return Arrays.stream(IssuerMode.values()).flatMap(mode -> Arrays.stream(Fault.values())
                .filter(fault -> mode == IssuerMode.SHARED || fault == Fault.REFUSE)
                .map(fault -> Arguments.of(mode, fault)));
    }

    static Stream<Arguments> modesFaultsAndSteps() {
        return modesAndFaults().flatMap(row -> Arrays.stream(Step.values())
                .map(step -> Arguments.of(row.get()[0], row.get()[1], step)));
    }

    @ParameterizedTest
    @MethodSource("modesFaultsAndSteps")
    void aliceEndsSignedIn(IssuerMode mode, Fault fault, Step step) throws Exception {
        start(mode);
        Tab tab = tab("%s-%s".formatted(step, fault).toLowerCase(Locale.ROOT));

        begin(tab, fault, step);

        assertThat(tab.untilSignedIn()).isEqualTo("signed-in");
        assertThat(tab.passwords()).isEqualTo(step == Step.BEFORE_THE_PAGE ? 1 : 2);
        assertThat(tab.authorizations()).isLessThanOrEqualTo(2);
        assertThat(tab.errorPages()).isEmpty();
        tab.click("refresh");
        assertThat(tab.says()).isEqualTo("Signed in as Alice. Refreshed.");
    }

    /** Up to the region's death, or so far that it is sure to come. */
    private void begin(Tab tab, Fault fault, Step step) throws IOException, InterruptedException {
        switch (step) {
            case BEFORE_THE_PAGE -> {
                kill(fault);
                tab.click("sign-in");
            }
            case PAGE_OPEN -> {
                tab.toLoginPage();
                kill(fault);
            }
            case ON_THE_WAY_BACK -> {
                app().onReturn(() -> kill(fault));
                tab.toLoginPage();
            }
            case CODE_IN_HAND -> {
                killAtRedemption(tab, fault);
                tab.toLoginPage();
            }
        }
    }

    private void kill(Fault fault) throws IOException, InterruptedException {
        demo().primary().fault(fault.mode());
    }

    /** The region dies while the application is about to redeem the code. */
    private void killAtRedemption(Tab tab, Fault fault) {
        tab.page()
                .route(
                        demo().url("/oauth2/token").toString(),
                        route -> {
                            try {
                                kill(fault);
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            route.resume();
                        },
                        new Page.RouteOptions().setTimes(1));
    }

    @ParameterizedTest
    @MethodSource("modesAndFaults")
    void carolIsToldThatHerCodeIsNotTakenThere(IssuerMode mode, Fault fault) throws Exception {
        start(mode);
        Tab tab = tab("one_time_code-%s".formatted(fault).toLowerCase(Locale.ROOT))
                .toLoginPage();
        tab.password("carol", "Carol-333");
        tab.picture("one-time-code");
        kill(fault);

        tab.totp(code());
        tab.picture("login-page-again");
        tab.password("carol", "Carol-333");
        tab.picture("end");

        assertThat(tab.page().locator("body").textContent())
                .contains("Sign-in with a one-time code is not available in this region.");
        assertThat(tab.authorizations()).isEqualTo(2);
        assertThat(tab.errorPages()).isEmpty();
    }

    private static String code() {
        return new Totp(InstantSource.system()).now(DemoData.CAROL_TOTP_SECRET);
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void sheGoesBackToThePageOfTheDeadRegionAndForwardAgain(IssuerMode mode) throws Exception {
        start(mode);
        Tab tab = tab("back-to-the-dead").toLoginPage();
        kill(Fault.REFUSE);
        tab.password("alice", "Wonderland-1");
        tab.picture("login-page-again");

        tab.page().goBack();
        tab.picture("back");
        tab.page().goForward();

        assertThat(tab.untilSignedIn()).isEqualTo("signed-in");
        assertThat(tab.passwords()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void twoTabsEndSignedIn(IssuerMode mode) throws Exception {
        start(mode);
        Tab left = tab("two-tabs-restart-left").toLoginPage();
        Tab right = tab("two-tabs-restart-right").toLoginPage();
        kill(Fault.REFUSE);

        assertThat(right.untilSignedIn()).isEqualTo("signed-in");
        assertThat(left.untilSignedIn()).isEqualTo("signed-in");

        assertThat(right.passwords()).isEqualTo(2);
        assertThat(left.passwords()).isLessThanOrEqualTo(2);
        assertThat(left.errorPages()).isEmpty();
        assertThat(right.errorPages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void aSignInAtTheReplicaIsRenewedAfterTheFailback(IssuerMode mode) throws Exception {
        start(mode);
        kill(Fault.REFUSE);
        Tab tab = tab("after-failback").toLoginPage();
        assertThat(tab.untilSignedIn()).isEqualTo("signed-in");
        demo().primary().heal();
        await().atMost(PATIENCE).until(() -> demo().states().lastIndexOf(ControllerState.Name.ON_PRIMARY) > 0);

        tab.click("renew");

        assertThat(tab.says()).isEqualTo("Signed in as Alice. Renewed.");
        tab.click("refresh");
        assertThat(tab.says()).isEqualTo("Signed in as Alice. Refreshed.");
        tab.click("sign-out");
        tab.toLoginPage();
        assertThat(tab.errorPages()).isEmpty();
    }
}
