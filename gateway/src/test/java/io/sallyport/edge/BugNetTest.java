package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.operation.Surface;
import io.sallyport.testsupport.RawClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BugNetTest {

    private final Vertx vertx = Vertx.vertx();
    private final BugNet net = new BugNet(new RefusalWriter(new Cors(List.of(), new LearnedCors()), told -> 1));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private String answer(Consumer<HttpServerRequest> step) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> net.run(request, Surface.API, () -> step.accept(request)))
                .listen(0, "127.0.0.1")
                .await();
        try (RawClient client = RawClient.to(server.actualPort())) {
            return client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readToEnd();
        }
    }

    @Test
    void aBugIsAnsweredInTheCallersLanguageAndNeverQuoted() {
        String answer = answer(request -> {
            request.response().setStatusCode(200).putHeader("X-Half", "done");
            throw new IllegalStateException("secret");
        });

        assertThat(answer)
                .startsWith("HTTP/1.1 500 ")
                .contains("InternalErrorException")
                .doesNotContain("secret", "X-Half");
    }

    @Test
    void aBugInTheMiddleOfAnAnswerBreaksItOff() {
        String answer = answer(request -> {
            request.response().setChunked(true).write("half");
            throw new IllegalStateException("bug");
        });

        assertThat(answer).contains("half").doesNotContain("0\r\n\r\n");
    }
}
