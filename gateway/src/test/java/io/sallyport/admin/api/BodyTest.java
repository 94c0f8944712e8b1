package io.sallyport.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testsupport.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a body may come, on raw sockets. */
class BodyTest {

    private static final String BODY = "{\"by\":\"ada\",\"why\":\"a test\"}";
    private static final String HEAD =
            "POST /api/v1/hold HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + AdminUnderTest.TOKEN + "\r\n";
    private static final String LAST = "Connection: close\r\n";
    private static final String SMUGGLED = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final AdminUnderTest admin = AdminUnderTest.onLoopback();

    @AfterEach
    void close() {
        admin.close();
    }

    private static String padded(int length) {
        return BODY + " ".repeat(length - BODY.length());
    }

    private static String chunked(String body) {
        return "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                + "\r\n0\r\n\r\n";
    }

    private static String whole(String body) {
        return "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void aBodyMayHaveSixteenKibibytes() {
        assertThat(admin.raw(HEAD + LAST + whole(padded(16_384))).status()).isEqualTo(200);
        assertThat(admin.raw(HEAD + LAST + chunked(padded(16_384))).status()).isEqualTo(200);
        assertThat(admin.orders).hasSize(2);
    }

    @Test
    void aLongerOneIsRefusedHoweverItIsFramed() {
        assertThat(admin.raw(HEAD + LAST + whole(padded(16_385))).status()).isEqualTo(413);
        assertThat(admin.raw(HEAD + LAST + chunked(padded(16_385))).status()).isEqualTo(413);
        assertThat(admin.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"16385", "99999999999999999", "9223372036854775807"})
    void aLongerOneIsRefusedBeforeItIsSent(String length) {
        try (RawClient client = RawClient.to(admin.port())) {
            String answer = client.send(HEAD + LAST + "Expect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n")
                    .readUntil("too_large");

            assertThat(answer).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aBodyThatIsWantedIsAskedFor() {
        try (RawClient client = RawClient.to(admin.port())) {
            String head = HEAD + LAST + "Expect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n\r\n";
            client.send(head).readUntil("HTTP/1.1 100 Continue\r\n\r\n");

            assertThat(client.send(BODY).readToEnd()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void oneThatDoesNotComeInTimeIsNotWaitedFor() {
        try (AdminUnderTest impatient = AdminUnderTest.impatient();
                RawClient client = RawClient.to(impatient.port())) {
            String answer = client.send(HEAD + "Content-Length: 50\r\n\r\n{").readToEnd();

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("too_slow");
            assertThat(impatient.orders).isEmpty();
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleHasOrderedNothing() {
        try (RawClient client = RawClient.to(admin.port())) {
            client.send(HEAD + "Content-Length: 50\r\n\r\n" + BODY);
        }

        assertThat(admin.get("/health/live").status()).isEqualTo(200);
        assertThat(admin.orders).isEmpty();
    }

    @Test
    void whoSendsOnAfterARefusalIsCutOff() {
        try (RawClient client = RawClient.to(admin.port())) {
            String answer = client.send(
                            "POST /api/v1/hold HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\nx")
                    .readToEnd();

            assertThat(answer).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void aMisspelledLengthHidesNoSecondRequest() {
        // CVE-2026-102479: the decoder of Vert.x takes this for Content-Length, here and at /metrics.
        String first = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Xength: " + SMUGGLED.length() + "\r\n\r\n";
        try (RawClient client = RawClient.to(admin.port())) {
            String answers = client.send(first + SMUGGLED).readToEnd();

            assertThat(answers.lines().filter(line -> line.startsWith("HTTP/1.1 200 ")))
                    .hasSize(2);
            assertThat(answers).contains("\"status\":\"UP\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 28\r\nContent-Length: 29",
                "Content-Length: 28\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: xchunked",
                "Host: attacker.example"
            })
    void anAmbiguousHeadIsRefused(String header) {
        try (RawClient client = RawClient.to(admin.port())) {
            String answer =
                    client.send(HEAD + header + "\r\n\r\n" + BODY + SMUGGLED).readToEnd();

            assertThat(answer).matches("(?s)HTTP/1\\.[01] 400 .*");
            assertThat(answer.lines().filter(line -> line.startsWith("HTTP/"))).hasSize(1);
            assertThat(admin.orders).isEmpty();
        }
    }

    @Test
    void aConnectionServesOneChangeAfterAnother() {
        try (RawClient client = RawClient.to(admin.port())) {
            client.send(HEAD + whole(BODY)).readUntil("\"decisions\"");
            client.send(HEAD + whole("{}")).readUntil("malformed");

            assertThat(client.send(HEAD + LAST + whole(BODY)).readToEnd()).contains("HTTP/1.1 200 ");
            assertThat(admin.orders).hasSize(2);
        }
    }
}
