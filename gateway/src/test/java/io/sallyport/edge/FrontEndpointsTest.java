package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.edge.front.Capabilities;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontEndpointsTest extends BeforeTwoRegions {

    private static final String WORKS = "{\"mode\":\"primary\",\"writes\":true,\"unavailable\":[]}";
    private static final String REPLICA = "{\"mode\":\"replica\",\"writes\":false,"
            + "\"unavailable\":[\"sign-up\",\"password-reset\",\"profile-update\",\"totp-mfa\"]}";
    private static final Pattern TAG = Pattern.compile("(?i)etag: (\"[^\"]+\")\r\n");

    private static String tag(String answer) {
        Matcher tag = TAG.matcher(answer);
        assertThat(tag.find()).as(answer).isTrue();
        return tag.group(1);
    }

    @Test
    void whatWorksFollowsWhoServes() {
        assertThat(edge.get("/-/capabilities"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-type: application/json\r\n")
                .containsIgnoringCase("cache-control: no-cache\r\n")
                .endsWith("\r\n\r\n" + WORKS);

        edge.failOver();
        assertThat(edge.get("/-/capabilities")).endsWith("\r\n\r\n" + REPLICA);

        edge.failBack();
        assertThat(edge.get("/-/capabilities")).endsWith("\r\n\r\n" + REPLICA);
    }

    @Test
    void whoKnowsItAlreadyIsToldNoMore() {
        String tag = tag(edge.get("/-/capabilities"));

        String again = edge.exchange("GET /-/capabilities", "If-None-Match: " + tag + "\r\n", "");
        assertThat(again).startsWith("HTTP/1.1 304 ").endsWith("\r\n\r\n");
        assertThat(tag(again)).isEqualTo(tag);

        edge.failOver();
        assertThat(edge.exchange("GET /-/capabilities", "If-None-Match: " + tag + "\r\n", ""))
                .startsWith("HTTP/1.1 200 ")
                .endsWith(REPLICA);
    }

    @Test
    void aRegionAndATimeAreToldWhereThatIsWanted() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.capabilities = new Capabilities.Settings(true, true);
        restart(setup);

        assertThat(edge.get("/-/capabilities")).contains("\"region\":\"us-west-2\",\"since\":\"20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/-/capabilities", "/-/events"})
    void aPageOfAnyOriginMayReadItWithoutCredentials(String path) {
        String asked = edge.exchange(
                "OPTIONS " + path,
                String.join(
                        "\r\n",
                        "Origin: https://anywhere.example",
                        "Access-Control-Request-Method: GET",
                        "Access-Control-Request-Headers: last-event-id",
                        ""),
                "");
        assertThat(asked)
                .startsWith("HTTP/1.1 204 ")
                .containsIgnoringCase("access-control-allow-origin: *\r\n")
                .containsIgnoringCase("access-control-allow-methods: GET, HEAD, OPTIONS\r\n")
                .containsIgnoringCase("access-control-allow-headers: last-event-id, if-none-match, cache-control\r\n");

        assertThat(edge.exchange("HEAD " + path, "Origin: https://anywhere.example\r\nCookie: a=b\r\n", ""))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("access-control-allow-origin: *\r\n")
                .containsIgnoringCase("access-control-expose-headers: etag, retry-after\r\n")
                .doesNotContainIgnoringCase("allow-credentials")
                .doesNotContainIgnoringCase("set-cookie")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/-/capabilities,405",
        "DELETE,/-/events,405",
        "BREW,/-/capabilities,405",
        "GET,/-/capabilities/,404",
        "GET,/-/Capabilities,404",
        "GET,/-/events/x,404"
    })
    void nothingElseIsThere(String method, String path, int status) {
        String answer = edge.exchange(method + " " + path, "", "");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.toLowerCase(Locale.ROOT).contains("allow: get, head, options"))
                .isEqualTo(status == 405);
    }

    @Test
    void itIsAnsweredUnderWhateverNameAndCountedByItsOwn() {
        try (var client = edge.connect()) {
            client.send("GET /-/capabilities HTTP/1.1\r\nHost: 10.0.0.7:8080\r\nConnection: close\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith(WORKS);
        }
        assertThat(edge.west.calls()).isEmpty();
    }
}
