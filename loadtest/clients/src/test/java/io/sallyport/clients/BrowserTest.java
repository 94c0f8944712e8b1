package io.sallyport.clients;

import com.microsoft.playwright.BrowserContext;
import io.sallyport.scenarios.endtoend.RunningDemo;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A person at a real browser, with an application of a page that uses oidc-client-ts; a demo and a profile for each test. */
@Timeout(120)
abstract class BrowserTest {

    private static @Nullable Chromium chromium;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BrowserContext profile;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SinglePageApp app;

    private @Nullable RunningDemo demo;
    private String mode = "";

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

    @BeforeEach
    void open() throws IOException, InterruptedException {
        profile = Objects.requireNonNull(chromium).profile();
        app = new SinglePageApp(() -> demo().publicUrl());
    }

    @AfterEach
    void close() throws Exception {
        profile.close();
        app.close();
        if (demo != null) {
            demo.close();
        }
    }

    /** Starts the regions and the gateway; each test does that first. */
    final void start(IssuerMode mode) throws Exception {
        this.mode = mode.option();
        demo = mode.demo(configuration -> configuration + "\ncors:\n  origins: [" + app.origin() + "]\n");
    }

    /** The regions and the gateway. */
    final RunningDemo demo() {
        return Objects.requireNonNull(demo, "not started");
    }

    /** The application. */
    final SinglePageApp app() {
        return app;
    }

    /** The person's cookies. */
    final BrowserContext profile() {
        return profile;
    }

    /**
     * A new tab.
     *
     * @param story names its pictures
     */
    final Tab tab(String story) {
        return new Tab(profile, app, mode + "-" + story);
    }
}
