package io.sallyport.guard;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Sources that stand for many users or for a machine's own work, and are neither counted nor kept waiting. */
final class TrustedSources {

    private final List<IpSubnetFilterRule> networks;

    TrustedSources(List<Guard.Network> networks) {
        this.networks = networks.stream()
                .map(network -> new IpSubnetFilterRule(network.address(), network.prefix(), IpFilterRuleType.ACCEPT))
                .toList();
    }

    boolean contain(String address) {
        InetAddress parsed = networks.isEmpty() ? null : Source.parse(address);
        if (parsed == null) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(parsed, 0);
        for (IpSubnetFilterRule network : networks) {
            if (network.matches(socket)) {
                return true;
            }
        }
        return false;
    }
}
