package io.sallyport.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change what, and by which request. */
class GateTest {

    private static final String HOLD = "/api/v1/hold";
    private static final String BODY = "{\"by\":\"ada\",\"why\":\"a test\"}";
    private static final String BEARER = "Authorization: Bearer " + AdminUnderTest.TOKEN;
    private static final String JSON = "Content-Type: application/json";

    private final AdminUnderTest admin = AdminUnderTest.onLoopback();

    @AfterEach
    void close() {
        admin.close();
    }

    static Stream<String> changes() {
        return Stream.of(
                "POST /api/v1/hold",
                "POST /api/v1/release",
                "POST /api/v1/failover",
                "POST /api/v1/failback",
                "POST /api/v1/drill",
                "DELETE /api/v1/drill",
                "POST /api/v1/denied-keys",
                "DELETE /api/v1/denied-keys",
                "POST /api/v1/revocations");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyChangeNeedsTheTokenOnLoopbackToo(String change) {
        String[] parts = change.split(" ", 2);

        AdminUnderTest.Reply reply = admin.send(parts[0], parts[1], BODY, JSON);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("www-authenticate")).isEqualTo("Bearer realm=\"sallyport admin\"");
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.kind()).isEqualTo("token_needed");
        assertThat(admin.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer wrong",
                "Authorization: Bearer correct-horse-battery-staple2",
                "Authorization: Bearer correct-horse-battery-stapl",
                "Authorization: Bearer CORRECT-HORSE-BATTERY-STAPLE",
                "Authorization: Bearer",
                "Authorization: Basic correct-horse-battery-staple",
                "Authorization: correct-horse-battery-staple",
                "X-Api-Key: correct-horse-battery-staple",
                "Cookie: token=correct-horse-battery-staple",
                "Authorization: Bearer x\r\nAuthorization: Bearer correct-horse-battery-staple",
                "Authorization: Bearer correct-horse-battery-staple\r\nAuthorization: Bearer x"
            })
    void onlyTheTokenInOneHeaderIsTheToken(String header) {
        AdminUnderTest.Reply reply = admin.send("POST", HOLD, BODY, JSON, header);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).doesNotContain(AdminUnderTest.TOKEN);
        assertThat(admin.orders).isEmpty();
    }

    @Test
    void withoutATokenConfiguredNothingIsChangedAndTheKeyIsNamed() {
        try (AdminUnderTest open = AdminUnderTest.withoutToken()) {
            AdminUnderTest.Reply reply = open.send("POST", HOLD, BODY, JSON, BEARER);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.kind()).isEqualTo("changes_off");
            assertThat(reply.body()).contains("admin.tokenFile");
            assertThat(open.orders).isEmpty();
            assertThat(open.get("/api/v1/state").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: application/json; charset=utf-8",
                "Content-Type: application/json, text/plain",
                "Content-Type: application/jsonp",
                "Content-Type: text/plain; application/json",
                "Content-Type:",
                "Content-Type: application/json\r\nContent-Type: text/plain",
                "X-None: here"
            })
    void onlyJsonIsRead(String header) {
        AdminUnderTest.Reply reply = admin.send("POST", HOLD, BODY, BEARER, header);

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.kind()).isEqualTo("not_json");
        assertThat(admin.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://attacker.example",
                "null",
                "",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://localhost:PORT",
                "http://127.0.0.1:PORT.attacker.example",
                "http://127.0.0.1:PORT/",
                "http://user@127.0.0.1:PORT",
                "file://127.0.0.1:PORT",
                "http://127.0.0.1:PORT http://attacker.example",
                "http://127.0.0.1:PORT\r\nOrigin: http://attacker.example"
            })
    void aPageOfAnotherOriginMayNeitherChangeNorRead(String origin) {
        String header = "Origin: " + origin.replace("PORT", Integer.toString(admin.port()));

        AdminUnderTest.Reply change = admin.send("POST", HOLD, BODY, BEARER, JSON, header);
        AdminUnderTest.Reply read = admin.send("GET", "/api/v1/state", "", header);

        assertThat(change.status()).isEqualTo(403);
        assertThat(change.kind()).isEqualTo("foreign_origin");
        assertThat(read.status()).isEqualTo(403);
        assertThat(read.body()).doesNotContain("us-west-2");
        assertThat(admin.orders).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:PORT, http", "127.0.0.1:PORT, https", "LOCALHOST:PORT, http", "[::1]:9, http"})
    void itsOwnOriginMay(String host, String scheme) {
        String named = host.replace("PORT", Integer.toString(admin.port()));

        AdminUnderTest.Reply reply = admin.send(
                "POST",
                HOLD,
                BODY,
                BEARER,
                JSON,
                "Host: " + named,
                "Origin: " + scheme + "://" + named.toLowerCase(Locale.ROOT));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void aPageThatRebindsItsNameIsToldNothingAndChangesNothing() {
        String host = "Host: attacker.example:" + admin.port();
        String origin = "Origin: http://attacker.example:" + admin.port();

        assertThat(admin.send("GET", "/api/v1/state", "", host).status()).isEqualTo(421);
        AdminUnderTest.Reply change = admin.send("POST", HOLD, BODY, BEARER, JSON, host, origin);

        assertThat(change.status()).isEqualTo(421);
        assertThat(change.kind()).isEqualTo("unknown_host");
        assertThat(admin.orders).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/state, GET",
        "HEAD, /api/v1/state, GET",
        "DELETE, /api/v1/decisions, GET",
        "PUT, /api/v1/outages, GET",
        "GET, /api/v1/hold, POST",
        "OPTIONS, /api/v1/hold, POST",
        "PATCH, /api/v1/drill, 'DELETE, POST'",
        "PUT, /api/v1/denied-keys, 'DELETE, GET, POST'",
        "PUT, /api/v1/revocations, 'GET, POST'",
        "GET, /api/v1/revocations/acknowledge, POST"
    })
    void aWrongMethodIsToldTheRightOnes(String method, String path, String allowed) {
        AdminUnderTest.Reply reply = admin.send(method, path, "", BEARER, JSON);

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("allow")).isEqualTo(allowed);
        assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v2/state",
                "/api/v1/state/",
                "/api/v1//state",
                "/api/v1/State",
                "/api/v1/%73tate",
                "/x/../api/v1/state",
                "/api/v1/hold/x"
            })
    void onlyTheExactPathIsThere(String path) {
        AdminUnderTest.Reply get = admin.get(path);
        AdminUnderTest.Reply post = admin.post(path, BODY);

        assertThat(get.status()).isEqualTo(404);
        assertThat(get.kind()).isEqualTo("not_found");
        assertThat(get.header("content-type")).isEqualTo("application/problem+json");
        assertThat(post.status()).isEqualTo(404);
        assertThat(admin.orders).isEmpty();
    }

    @Test
    void aChangeTakesNoParameters() {
        assertThat(admin.post(HOLD + "?by=ada", BODY).status()).isEqualTo(400);
        assertThat(admin.post(HOLD + "?access_token=" + AdminUnderTest.TOKEN, BODY)
                        .status())
                .isEqualTo(400);
        assertThat(admin.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/state", "/api/v1/decisions", "/api/v1/outages", "/api/v1/denied-keys"})
    void beyondLoopbackReadingNeedsTheTokenToo(String path) {
        try (AdminUnderTest closed = AdminUnderTest.beyondLoopback()) {
            assertThat(closed.get(path).status()).isEqualTo(401);
            assertThat(closed.send("GET", path, "", BEARER, "Host: sallyport.internal")
                            .status())
                    .isEqualTo(200);
            assertThat(closed.send("GET", path, "", BEARER, "Origin: https://attacker.example")
                            .status())
                    .isEqualTo(403);
        }
    }
}
