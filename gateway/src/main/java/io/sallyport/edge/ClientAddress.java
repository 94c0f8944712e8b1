package io.sallyport.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from: the peer of the connection, or what a trusted proxy in front says. {@code X-Forwarded-For} is
 * read from its end; the first address that is no trusted proxy is the client.
 */
final class ClientAddress {

    private static final String FORWARDED_FOR = "x-forwarded-for";

    private final List<IpSubnetFilterRule> trusted;

    ClientAddress(List<EdgeServer.TrustedNetwork> trusted) {
        this.trusted = trusted.stream()
                .map(network -> new IpSubnetFilterRule(network.address(), network.prefix(), IpFilterRuleType.ACCEPT))
                .toList();
    }

    /** The client's address in text form, without port. */
    String of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String peer = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        if (trusted.isEmpty() || !isTrusted(peer)) {
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
                if (address.indexOf('%') >= 0 || parse(address) == null) {
                    return nearest;
                }
                nearest = address;
                if (!isTrusted(address)) {
                    return nearest;
                }
            }
        }
        return nearest;
    }

    private boolean isTrusted(String text) {
        InetAddress address = parse(text);
        if (address == null) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(rule -> rule.matches(socket));
    }

    private static @Nullable InetAddress parse(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
