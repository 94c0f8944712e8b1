package io.sallyport.guard.source;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses as they are written. */
public final class AddressText {

    private AddressText() {}

    /** An address; IPv4 also where it is mapped into IPv6. Null where the text is none; nothing is looked up. */
    public static @Nullable InetAddress parse(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
