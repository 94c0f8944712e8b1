package io.sallyport.guard;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Who tries: an IPv4 address, or the network of IPv6 that one subscriber has (64 bits, RFC 6177).
 *
 * @param kind 4 or 6; 0 for what is no address, all of which is one source
 * @param network its bits
 */
record Source(byte kind, long network) {

    private static final Source UNKNOWN = new Source((byte) 0, 0);

    /** The source with this address, in text form. */
    static Source of(String address) {
        InetAddress parsed = parse(address);
        if (parsed == null) {
            return UNKNOWN;
        }
        ByteBuffer bytes = ByteBuffer.wrap(parsed.getAddress());
        return bytes.remaining() == 4
                ? new Source((byte) 4, Integer.toUnsignedLong(bytes.getInt()))
                : new Source((byte) 6, bytes.getLong());
    }

    /** An address; IPv4 also where it is mapped into IPv6. Null where the text is none; nothing is looked up. */
    static @Nullable InetAddress parse(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
