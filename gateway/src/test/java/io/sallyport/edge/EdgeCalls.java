package io.sallyport.edge;

import io.sallyport.guard.source.Network;
import io.sallyport.testsupport.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;

/** How tests call a listener. */
abstract class EdgeCalls {

    abstract RawClient connect();

    /** Sends a request on a connection of its own; the answer as it came. */
    String exchange(String requestLine, String headers, String body) {
        try (RawClient client = connect()) {
            return client.send(requestLine + " HTTP/1.1\r\nHost: id.example.com\r\nConnection: close\r\n" + headers
                            + "\r\n" + body)
                    .readToEnd();
        }
    }

    String get(String target) {
        return exchange("GET " + target, "", "");
    }

    /** A POST whose length is announced. */
    String post(String target, String headers, String body) {
        return exchange("POST " + target, headers + "Content-Length: " + body.length() + "\r\n", body);
    }

    /** A call of the JSON API. */
    String call(String operation, String body) {
        return post("/", "X-Amz-Target: AWSCognitoIdentityProviderService." + operation + "\r\n", body);
    }

    static Network network(String address, int prefix) {
        try {
            return new Network(InetAddress.getByName(address), prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
