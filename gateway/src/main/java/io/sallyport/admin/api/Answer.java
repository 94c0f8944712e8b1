package io.sallyport.admin.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** What the API answers. */
sealed interface Answer permits Answer.Done, Problem {

    /** The HTTP status. */
    int status();

    /** What sort of answer, for a program and the log. */
    String kind();

    /** Sends it, unless the client has left. On the connection's event loop. */
    void send(HttpServerResponse response);

    /** It was done. */
    record Done(Buffer content) implements Answer {

        static Done of(JsonObject content) {
            return new Done(content.toBuffer().appendString("\n"));
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public String kind() {
            return "done";
        }

        @Override
        public void send(HttpServerResponse response) {
            if (!response.closed()) {
                response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(content);
            }
        }
    }
}
