package io.sallyport.config.file;

import io.netty.util.NetUtil;
import io.sallyport.config.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/** Questions about hosts and addresses that are answered without looking anything up. */
final class Addresses {

    private Addresses() {}

    /** Whether a host is this machine alone: localhost, 127.0.0.0/8 or ::1; brackets allowed. */
    static boolean isLoopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        byte[] address = NetUtil.createByteArrayFromIpAddressString(bare);
        if (address == null) {
            return bare.toLowerCase(Locale.ROOT).equals("localhost");
        }
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The rule that an address range breaks, if it does. */
    static Optional<String> cidr(String text) {
        try {
            Cidr.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
