package io.sallyport.clients;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.sallyport.scenarios.endtoend.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, with a new profile for each window; used by one thread. */
final class Chromium implements AutoCloseable {

    private static final Program CHROMIUM = new Program("chromium", "chromium");

    /** As a test does not need them, nothing calls home and no sandbox is asked for, which root cannot have. */
    private static final List<String> QUIETLY = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final double PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM.path())
                        .setChromiumSandbox(false)
                        .setArgs(QUIETLY));
    }

    static void assumeInstalled() {
        CHROMIUM.assumeInstalled();
        Node.assumeInstalled();
    }

    static Chromium launch() throws IOException, InterruptedException {
        System.setProperty("playwright.cli.dir", driver().toString());
        return new Chromium(Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        Node.program().toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1"))));
    }

    /** Laid out as Playwright for Java looks for it: npm's package beside the Node.js that it names. */
    private static Path driver() throws IOException, InterruptedException {
        Path driver = Files.createDirectories(Node.MODULE.resolve("target").resolve("playwright"));
        Path link = driver.resolve("package");
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, Node.module("playwright-core"));
        }
        return driver;
    }

    /** One person's browser: its cookies are nobody else's. */
    BrowserContext profile() {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(900, 600).setLocale("en"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
