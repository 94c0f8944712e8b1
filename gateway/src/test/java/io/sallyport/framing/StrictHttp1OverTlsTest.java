package io.sallyport.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.SelfSigned;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictHttp1OverTlsTest extends StrictHttp1Contract {

    private static SelfSigned certificate;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws IOException, InterruptedException {
        certificate = SelfSigned.in(directory);
    }

    @Override
    HttpServerOptions with(HttpServerOptions options) {
        return options.setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate.options());
    }

    @Override
    RawClient connect(int port) {
        return certificate.connect(port, "http/1.1");
    }

    @Test
    void letsHttp2Pass() {
        Vertx vertx = Vertx.vertx();
        HttpServerOptions options = with(new HttpServerOptions().setHttp2ClearTextEnabled(false));
        HttpServer server = vertx.createHttpServer(options)
                .connectionHandler(connection -> StrictHttp1.guard(connection, options))
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, "127.0.0.1")
                .await();
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setTrustOptions(certificate.options()));
        HttpVersion spoken = client.request(HttpMethod.GET, server.actualPort(), "localhost", "/")
                .compose(HttpClientRequest::send)
                .await()
                .version();

        assertThat(spoken).isEqualTo(HttpVersion.HTTP_2);
        client.close().await();
        vertx.close().await();
    }
}
