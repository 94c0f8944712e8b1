package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.regions.DemoData;
import io.sallyport.regions.signin.Totp;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application while all is well, and what people do with a browser besides clicking where they should. */
class SinglePageAppTest extends BrowserTest {

    private static final String SIGNED_IN = "signed-in";

    private Tab signedIn(String story) {
        Tab tab = tab(story).toLoginPage();
        assertThat(tab.untilSignedIn()).isEqualTo(SIGNED_IN);
        return tab;
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void aliceSignsInAndOut(IssuerMode mode) throws Exception {
        start(mode);
        Tab tab = signedIn("in-and-out");
        assertThat(tab.says()).isEqualTo("Signed in as Alice.");

        tab.click("sign-out");

        assertThat(tab.says()).isEqualTo("Not signed in.");
        tab.toLoginPage();
        assertThat(tab.passwords()).isEqualTo(1);
        assertThat(tab.errorPages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void carolSignsInWithAOneTimeCode(IssuerMode mode) throws Exception {
        start(mode);
        Tab tab = tab("one-time-code").toLoginPage();
        tab.password("carol", "Carol-333");
        tab.picture("one-time-code");

        tab.totp(new Totp(InstantSource.system()).now(DemoData.CAROL_TOTP_SECRET));

        assertThat(tab.says()).isEqualTo("Signed in as Carol.");
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void herTokensAreRefreshed(IssuerMode mode) throws Exception {
        start(mode);
        Tab tab = signedIn("refresh");

        tab.click("refresh");

        assertThat(tab.says()).isEqualTo("Signed in as Alice. Refreshed.");
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void aHiddenFrameRenewsHerSignIn(IssuerMode mode) throws Exception {
        start(mode);
        Tab tab = signedIn("renew");

        tab.click("renew");

        assertThat(tab.says()).isEqualTo("Signed in as Alice. Renewed.");
        assertThat(tab.authorizations()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void aHiddenFrameSaysWhenSheWouldHaveToSignIn(IssuerMode mode) throws Exception {
        start(mode);
        Tab tab = signedIn("renew-in-vain");
        profile().clearCookies();

        tab.click("renew");

        assertThat(tab.says()).startsWith("login_required");
        assertThat(tab.errorPages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void aHiddenFrameEndsAlsoWhenHerRegionDies(IssuerMode mode) throws Exception {
        start(mode);
        Tab tab = signedIn("renew-without-region");
        demo().primary().fault("refuse");

        tab.click("renew");

        assertThat(tab.says()).startsWith("login_required");
        assertThat(tab.errorPages()).isEmpty();
        tab.click("refresh");
        assertThat(tab.says()).isEqualTo("Signed in as Alice. Refreshed.");
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void aSecondSignInNeedsNoPassword(IssuerMode mode) throws Exception {
        start(mode);
        signedIn("second");
        Tab second = tab("second-again");

        second.click("sign-in");

        assertThat(second.untilSignedIn()).isEqualTo(SIGNED_IN);
        assertThat(second.passwords()).isZero();
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void sheGoesBackFromTheLoginPageAndSignsInAfterAll(IssuerMode mode) throws Exception {
        start(mode);
        Tab tab = tab("back-from-login-page").toLoginPage();
        tab.page().goBack();
        assertThat(tab.says()).isEqualTo("Not signed in.");

        tab.toLoginPage();

        assertThat(tab.untilSignedIn()).isEqualTo(SIGNED_IN);
        assertThat(tab.passwords()).isEqualTo(1);
        assertThat(tab.errorPages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void sheGoesBackOnceSignedInAndForwardAgain(IssuerMode mode) throws Exception {
        start(mode);
        Tab tab = signedIn("back-once-signed-in");

        tab.page().goBack();
        tab.picture("back");
        tab.page().goForward();

        assertThat(tab.says()).isEqualTo("Signed in as Alice.");
    }

    @ParameterizedTest
    @EnumSource(IssuerMode.class)
    void twoTabsSignInSideBySide(IssuerMode mode) throws Exception {
        start(mode);
        Tab left = tab("two-tabs-left").toLoginPage();
        Tab right = tab("two-tabs-right").toLoginPage();

        assertThat(right.untilSignedIn()).isEqualTo(SIGNED_IN);
        assertThat(left.untilSignedIn()).isEqualTo(SIGNED_IN);

        assertThat(left.passwords()).isEqualTo(1);
        assertThat(right.passwords()).isEqualTo(1);
        assertThat(left.errorPages()).isEmpty();
        assertThat(right.errorPages()).isEmpty();
    }
}
