package io.sallyport.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses (RFC 4632, RFC 4291).
 *
 * @param network the first address of the range
 * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(InetAddress network, int prefixLength) {

    /** Refuses a prefix that is too long, and a network with bits set beyond it. */
    public Cidr {
        byte[] bytes = network.getAddress();
        if (prefixLength < 0 || prefixLength > bytes.length * 8) {
            throw new IllegalArgumentException("the prefix is 0 to " + bytes.length * 8);
        }
        for (int bit = prefixLength; bit < bytes.length * 8; bit++) {
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                throw new IllegalArgumentException("the address has bits set beyond the prefix");
            }
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address; never a name, so that nothing is looked up.
     *
     * @throws IllegalArgumentException with the rule that is broken
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("the part before / is not an IP address");
        }
        try {
            int prefix = slash < 0 ? address.length * 8 : prefix(text.substring(slash + 1));
            return new Cidr(InetAddress.getByAddress(address), prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address", e);
        }
    }

    private static int prefix(String text) {
        if (!text.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("the part after / is not a prefix length");
        }
        return Integer.parseInt(text);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }
}
