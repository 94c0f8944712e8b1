package io.sallyport.scenarios.floor;

import com.nimbusds.jose.JOSEException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.ExecutionException;

/**
 * What the gateway is compared with, each a process of its own: {@code empty PORT}, {@code forwarder PORT ORIGIN_PORT} and
 * {@code origin PORT PORT TOKEN_FILE}, the provider that costs next to nothing. Prints {@code listening} when it does.
 */
public final class Peers {

    private static final int POOL = 1_024;

    private Peers() {}

    /** Runs one of them until it is killed. */
    public static void main(String[] args) throws JOSEException, InterruptedException, ExecutionException {
        Vertx vertx = Vertx.vertx();
        int port = Integer.parseInt(args[1]);
        HttpServer server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(port));
        switch (args[0]) {
            case "empty" -> server.requestHandler(request -> request.response().end());
            case "forwarder" -> server.requestHandler(forwarder(vertx, Integer.parseInt(args[2])));
            case "origin" -> server.requestHandler(StaticProvider.make(vertx, args[2]));
            default -> throw new IllegalArgumentException("empty, forwarder or origin: " + args[0]);
        }
        server.listen().toCompletionStage().toCompletableFuture().get();
        System.out.println("listening");
    }

    private static void listen(Vertx vertx, int port, Handler<HttpServerRequest> handler)
            throws InterruptedException, ExecutionException {
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(handler)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    /** Body in, body out, headers as they come: what no forwarder on this HTTP client can go below. */
    private static Handler<HttpServerRequest> forwarder(Vertx vertx, int origin) {
        HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(POOL));
        return request -> request.body().onSuccess(body -> client.request(new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(origin)
                        .setMethod(HttpMethod.POST)
                        .setURI(request.uri()))
                .compose(outbound -> {
                    outbound.headers().setAll(request.headers());
                    return outbound.send(body);
                })
                .compose(answer -> answer.body().onSuccess(content -> answer(request, answer.statusCode(), content))));
    }

    private static void answer(HttpServerRequest request, int status, Buffer content) {
        request.response().setStatusCode(status).end(content);
    }
}
