package io.sallyport.clients;

import com.microsoft.playwright.BrowserContext;
import io.sallyport.scenarios.endtoend.RunningDemo;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person at a real browser, with an application of a page that uses oidc-client-ts; a demo and a profile for each test. */
@Timeout(120)
abstract class BrowserTest {

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Chromium chromium;

    @RegisterExtension
    final RunningDemo demo;

    private final SinglePageApp app;
    private final BrowserContext profile;

    BrowserTest(IssuerMode mode) throws IOException, InterruptedException {
        app = new SinglePageApp(() -> url());
        demo = mode.demo(configuration -> configuration + "\ncors:\n  origins: [" + app.origin() + "]\n");
        profile = chromium.profile();
    }

    private String url() {
        return demo.publicUrl();
    }

    @BeforeAll
    static void launch() throws IOException, InterruptedException {
        Chromium.assumeInstalled();
        chromium = Chromium.launch();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void close() {
        profile.close();
        app.close();
    }

    /**
     * A new tab.
     *
     * @param story names its pictures
     */
    final Tab tab(String story) {
        return new Tab(profile, app, story);
    }

    /** The application. */
    final SinglePageApp app() {
        return app;
    }

    /** The person's cookies. */
    final BrowserContext profile() {
        return profile;
    }
}
