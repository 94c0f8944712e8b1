package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The front end of {@code deploy/examples}, at an origin of its own. */
class FrontEndTest extends BrowserTest {

    private static final Path FILE = Node.MODULE.resolve("../../deploy/examples/front-end.html");

    private final List<String> asked = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        byte[] file = Files.readAllBytes(FILE);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/front-end.html", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, file.length);
                exchange.getResponseBody().write(file);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/front-end.html?gateway=" + demo().publicUrl();
    }

    private Page frontEnd() {
        Page page = profile().newPage();
        page.onRequest(request -> asked.add(request.url()));
        page.navigate(address());
        return page;
    }

    private static Locator button(Page page, String mode, String name) {
        page.locator("body[data-mode=" + mode + "]").waitFor();
        return page.locator("#" + name);
    }

    @Test
    void theButtonForANewAccountIsThereWhileThatIsPossible() throws Exception {
        start(IssuerMode.SHARED);
        Page page = frontEnd();
        assertThat(button(page, "primary", "sign-up").isVisible()).isTrue();

        demo().primary().fault("refuse");
        assertThat(button(page, "replica", "sign-up").isVisible()).isFalse();
        assertThat(button(page, "replica", "sign-in").isEnabled()).isTrue();
        assertThat(page.locator("#notice").textContent())
                .isEqualTo("New accounts are paused for the moment. Signing in works.");

        demo().primary().fault("none");
        assertThat(button(page, "primary", "sign-up").isVisible()).isTrue();
        assertThat(page.locator("#notice").textContent()).isEmpty();
        String gateway = demo().publicUrl();
        assertThat(asked)
                .contains(gateway + "/-/events")
                .allMatch(url -> url.startsWith(gateway + "/-/") || url.equals(address()));
    }

    @Test
    void withoutAStreamThePageAsks() throws Exception {
        start(IssuerMode.SHARED);
        profile().route("**/-/events", Route::abort);

        assertThat(button(frontEnd(), "primary", "sign-up").isVisible()).isTrue();

        assertThat(asked).contains(demo().publicUrl() + "/-/capabilities");
    }
}
