package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.token.SampleClaims;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentTest {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private RunningEdge edge = RunningEdge.start();

    @AfterEach
    void close() {
        edge.close();
    }

    private String discoveryOf(String base) {
        return new JsonObject()
                .put("issuer", SampleClaims.ISSUER)
                .put("authorization_endpoint", base + "/oauth2/authorize")
                .put("token_endpoint", base + "/oauth2/token")
                .put("userinfo_endpoint", "https://elsewhere.example.com/oauth2/userInfo")
                .put("jwks_uri", base + "/jwks")
                .put("scopes_supported", new JsonArray().add("openid"))
                .encode();
    }

    @Test
    void beforeARegionGaveADocumentThereIsNone() {
        assertThat(edge.get(DISCOVERY)).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: ");
    }

    @Test
    void beforeThereIsAKeyThereIsNoSetOfKeys() {
        edge.close();
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.hasKeys = false;
        edge = new RunningEdge(setup);

        assertThat(edge.get("/.well-known/jwks.json"))
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("retry-after: ")
                .doesNotContain("max-age");
    }

    @Test
    void theDocumentNamesTheGatewayAloneAndOutlivesTheRegions() {
        edge.west.refuse();
        edge.east.answer(200, "", discoveryOf(edge.east.url()));
        edge.face.start().await();
        edge.east.refuse();
        edge.face.start().await();

        String answer = edge.get(DISCOVERY);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("\"token_endpoint\":\"http://id.example.com/oauth2/token\"")
                .doesNotContain("127.0.0.1", "elsewhere", "userinfo_endpoint");
        assertThat(edge.get("/.well-known/oauth-authorization-server")).endsWith(answer.substring(answer.indexOf('{')));
    }

    @Test
    void aBadDocumentChangesNothing() {
        edge.west.answer(200, "", discoveryOf(edge.west.url()));
        edge.face.start().await();
        String good = edge.get(DISCOVERY);
        for (String bad : new String[] {
            "",
            "null",
            "[]",
            "{",
            "7",
            "{\"issuer\":\"https://evil.example.com\"}",
            "{\"issuer\":null}",
            "{\"issuer\":{}}",
            "x".repeat(70_000)
        }) {
            edge.west.answer(200, "", bad);
            edge.east.answer(200, "", bad);
            edge.face.start().await();
        }

        assertThat(edge.get(DISCOVERY)).isEqualTo(good);
    }

    @Test
    void aClientThatKnowsADocumentIsToldSo() {
        String answer = edge.get("/.well-known/jwks.json");
        Matcher etag = Pattern.compile("(?i)etag: (\"[0-9a-f]+\")\r\n").matcher(answer);
        assertThat(etag.find()).isTrue();

        for (String known : new String[] {etag.group(1), "W/" + etag.group(1), "\"x\", " + etag.group(1), "*"}) {
            assertThat(edge.exchange("GET /.well-known/jwks.json", "If-None-Match: " + known + "\r\n", ""))
                    .startsWith("HTTP/1.1 304 ")
                    .endsWith("\r\n\r\n");
        }
        assertThat(edge.exchange("GET /.well-known/jwks.json", "If-None-Match: \"x\"\r\n", ""))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void headTellsTheLengthAlone() {
        String body = edge.get("/.well-known/jwks.json").split("\r\n\r\n", -1)[1];

        assertThat(edge.exchange("HEAD /.well-known/jwks.json", "", ""))
                .containsIgnoringCase("content-length: " + body.length())
                .containsIgnoringCase("access-control-allow-origin: *")
                .endsWith("\r\n\r\n");
        assertThat(edge.post("/.well-known/jwks.json", "", "x")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void documentsStandBelowThePublicUrlsPath() {
        edge.close();
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.publicUrl = "http://id.example.com/idp";
        edge = new RunningEdge(setup);
        edge.west.answer(200, "", discoveryOf(edge.west.url()));
        edge.face.start().await();

        assertThat(edge.get("/idp" + DISCOVERY)).contains("\"http://id.example.com/idp/oauth2/token\"");
        assertThat(edge.get("/idp/.well-known/oauth-authorization-server")).startsWith("HTTP/1.1 200 ");
        assertThat(edge.get("/.well-known/oauth-authorization-server/idp")).startsWith("HTTP/1.1 200 ");
        assertThat(edge.get(DISCOVERY)).startsWith("HTTP/1.1 404 ");
    }
}
