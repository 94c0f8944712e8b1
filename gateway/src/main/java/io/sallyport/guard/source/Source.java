package io.sallyport.guard.source;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Who asks: an IPv4 address, or the network of IPv6 that one subscriber has (64 bits, RFC 6177).
 *
 * @param kind 4 or 6; 0 for what is no address, all of which is one source
 * @param network its bits
 */
public record Source(byte kind, long network) {

    private static final Source UNKNOWN = new Source((byte) 0, 0);

    /** The source with this address, in text form. */
    public static Source of(String address) {
        InetAddress parsed = AddressText.parse(address);
        if (parsed == null) {
            return UNKNOWN;
        }
        ByteBuffer bytes = ByteBuffer.wrap(parsed.getAddress());
        return bytes.remaining() == 4
                ? new Source((byte) 4, Integer.toUnsignedLong(bytes.getInt()))
                : new Source((byte) 6, bytes.getLong());
    }
}
