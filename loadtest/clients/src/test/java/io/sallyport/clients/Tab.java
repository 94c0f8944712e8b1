package io.sallyport.clients;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A tab with the application in it, and what a person does there. */
final class Tab {

    private static final Path SCREENSHOTS = Node.MODULE.resolve("target").resolve("screenshots");
    private static final String SETTLED =
            "input[name=password], input[name=totp], #status[data-state=signed-in], #status[data-state=failed]";
    private static final int MOST_PASSWORDS = 4;

    private final Page page;
    private final String story;
    private final List<String> errorPages = new ArrayList<>();
    private int pages;
    private int passwords;
    private int authorizations;
    private int pictures;

    /**
     * Opens it.
     *
     * @param story names its pictures
     */
    Tab(BrowserContext profile, SinglePageApp app, String story) {
        this.story = story;
        page = profile.newPage();
        page.onResponse(this::answered);
        page.onDOMContentLoaded(loaded -> pages++);
        page.navigate(app.origin() + "/");
    }

    private void answered(Response response) {
        if (!response.request().isNavigationRequest()) {
            return;
        }
        String path = URI.create(response.url()).getPath();
        if (response.status() >= 400) {
            errorPages.add(response.status() + " " + path);
        }
        if (path.equals("/oauth2/authorize")) {
            authorizations++;
        }
    }

    Page page() {
        return page;
    }

    /** A button of the application. */
    void click(String button) {
        page.locator("#" + button).click();
    }

    /** Up to the provider's login page. */
    Tab toLoginPage() {
        click("sign-in");
        page.locator("input[name=password]").waitFor();
        return this;
    }

    /** Fills in the login page, and waits for the page after it. */
    void password(String username, String password) {
        passwords++;
        page.locator("input[name=username]").fill(username);
        page.locator("input[name=password]").fill(password);
        submit();
    }

    /** The same on the page for a one-time code. */
    void totp(String code) {
        page.locator("input[name=totp]").fill(code);
        submit();
    }

    private void submit() {
        int before = pages;
        page.locator("button[type=submit]").click();
        page.waitForCondition(() -> pages > before);
    }

    /** Types alice's password wherever it is asked for, until the application says how that ended. */
    String untilSignedIn() {
        String state = settled();
        while (state.equals("password") && passwords < MOST_PASSWORDS) {
            picture("login-page");
            password("alice", "Wonderland-1");
            state = settled();
        }
        picture("end");
        return state;
    }

    /** {@code password}, {@code totp}, or the state that the application says it is in. */
    private String settled() {
        Locator any = page.locator(SETTLED).first();
        any.waitFor();
        return any.evaluate("e => e.name || e.dataset.state").toString();
    }

    /** What the application says once it is not busy. */
    String says() {
        Locator status = page.locator("#status:not([data-state=busy]):not([data-state=loading])");
        status.waitFor();
        return status.textContent();
    }

    /** A file in {@code target/screenshots}. */
    void picture(String stage) {
        pictures++;
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve("%s-%d-%s.png".formatted(story, pictures, stage))));
    }

    /** How often a password was typed here. */
    int passwords() {
        return passwords;
    }

    /** How often the browser was at the authorization endpoint; renewals in a frame count. */
    int authorizations() {
        return authorizations;
    }

    /** Pages with an error status that the person came to see. */
    List<String> errorPages() {
        return errorPages;
    }
}
