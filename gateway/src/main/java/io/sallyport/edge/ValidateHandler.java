package io.sallyport.edge;

final class ValidateHandler {
    void handle(io.vertx.core.http.HttpServerRequest r) {
        throw new UnsupportedOperationException();
    }

    void handle(io.vertx.core.http.HttpServerRequest r, String policy) {
        throw new UnsupportedOperationException();
    }
}
