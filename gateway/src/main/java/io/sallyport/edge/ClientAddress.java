package io.sallyport.edge;

import io.sallyport.guard.source.AddressText;
import io.sallyport.guard.source.Network;
import io.sallyport.guard.source.Networks;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/**
 * Who a request comes from: the peer of the connection, or what a trusted proxy in front says. {@code X-Forwarded-For} is
 * read from its end; the first address that is no trusted proxy is the client.
 */
final class ClientAddress {

    private static final String FORWARDED_FOR = "x-forwarded-for";

    private final Networks trusted;

    ClientAddress(List<Network> trusted) {
        this.trusted = new Networks(trusted);
    }

    /** The client's address in text form, without port. */
    String of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String peer = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        if (!trusted.contain(peer)) {
            return peer;
        }
        return beforeTrusted(request.headers().getAll(FORWARDED_FOR), peer);
    }

    private String beforeTrusted(List<String> lines, String peer) {
        String nearest = peer;
        for (int i = lines.size() - 1; i >= 0; i--) {
            String[] addresses = lines.get(i).split(",", -1);
            for (int j = addresses.length - 1; j >= 0; j--) {
                String address = addresses[j].trim();
                // A zone (RFC 4007 §11) may hold any text, and means nothing beyond the host that wrote it.
                if (address.indexOf('%') >= 0 || AddressText.parse(address) == null) {
                    return nearest;
                }
                nearest = address;
                if (!trusted.contain(address)) {
                    return nearest;
                }
            }
        }
        return nearest;
    }
}
