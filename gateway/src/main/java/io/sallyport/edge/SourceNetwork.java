package io.sallyport.edge;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What of an address tells one subscriber from another: all of an IPv4 address, the network of an IPv6 one (RFC 6177). */
final class SourceNetwork {

    private static final int NETWORK_BYTES = 8;

    private SourceNetwork() {}

    /**
     * Its bytes.
     *
     * @param address in text form; what is none counts as one and the same
     */
    static byte[] of(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            // Makes an IPv4 address of one that is mapped into IPv6.
            byte[] plain = bytes == null
                    ? new byte[0]
                    : InetAddress.getByAddress(bytes).getAddress();
            return plain.length > NETWORK_BYTES ? Arrays.copyOf(plain, NETWORK_BYTES) : plain;
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }
}
