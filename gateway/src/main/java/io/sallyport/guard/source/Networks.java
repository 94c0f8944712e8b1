package io.sallyport.guard.source;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Networks of which an address is in one or in none. Immutable. */
public final class Networks {

    private final List<IpSubnetFilterRule> networks;

    /** Of these. */
    public Networks(List<Network> networks) {
        this.networks = networks.stream()
                .map(network -> new IpSubnetFilterRule(network.address(), network.prefix(), IpFilterRuleType.ACCEPT))
                .toList();
    }

    /** Whether the address is in one of them; what is no address is in none. */
    public boolean contain(String address) {
        InetAddress parsed = networks.isEmpty() ? null : AddressText.parse(address);
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
