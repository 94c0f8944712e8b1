package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A page that may read a region's answer may read a refusal in its place. */
class LearnedCorsTest extends BeforeTwoRegions {

    private static final String PAGE = "Origin: https://spa.example\r\n";
    private static final String ALLOWS = "Access-Control-Allow-Origin: ";

    private String tokenFor(String origin) {
        return edge.post("/oauth2/token", FORM + origin, SAFE);
    }

    private void die() {
        edge.west.refuse();
        edge.east.refuse();
    }

    @Test
    void whatTheRegionAllowedToThePageHoldsForARefusal() {
        edge.west.answer(200, ALLOWS + "https://spa.example\r\nAccess-Control-Allow-Credentials: true\r\n", "{}");
        tokenFor(PAGE);
        die();

        String refused = tokenFor(PAGE);

        assertThat(refused)
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase(ALLOWS + "https://spa.example\r\n")
                .containsIgnoringCase("access-control-allow-credentials: true")
                .containsIgnoringCase("access-control-expose-headers: retry-after")
                .containsIgnoringCase("vary: origin");
        assertThat(tokenFor("Origin: https://other.example\r\n")).doesNotContainIgnoringCase(ALLOWS);
    }

    @Test
    void whatTheRegionAllowsToAllIsAllowedToAll() {
        edge.west.answer(200, ALLOWS + "*\r\n", "{}");
        tokenFor(PAGE);
        die();

        assertThat(tokenFor("Origin: https://other.example\r\n"))
                .containsIgnoringCase(ALLOWS + "*")
                .doesNotContainIgnoringCase("allow-credentials");
        assertThat(edge.exchange("GET /login", "Origin: https://other.example\r\n", ""))
                .doesNotContainIgnoringCase(ALLOWS);
    }

    @Test
    void whatABrowserAsksBeforeACallCountsForTheCall() {
        edge.west.answer(204, ALLOWS + "https://spa.example\r\n", "");
        edge.exchange("OPTIONS /oauth2/token", PAGE + "Access-Control-Request-Method: POST\r\n", "");
        die();

        assertThat(tokenFor(PAGE)).containsIgnoringCase(ALLOWS + "https://spa.example");
    }

    @Test
    void whatTheRegionAllowsNoMoreIsForgotten() {
        edge.west.answer(200, ALLOWS + "https://spa.example\r\n", "{}");
        tokenFor(PAGE);
        edge.west.answer(200, "", "{}");
        tokenFor(PAGE);
        die();

        assertThat(tokenFor(PAGE)).startsWith("HTTP/1.1 503").doesNotContainIgnoringCase(ALLOWS);
    }

    @Test
    void aConfiguredOriginNeedsNoRegion() {
        die();

        assertThat(tokenFor("Origin: https://app.example.com\r\n"))
                .containsIgnoringCase(ALLOWS + "https://app.example.com");
    }
}
