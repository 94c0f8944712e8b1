package io.sallyport.oidc.reissue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How a payload becomes again, byte for byte, the one that it was made of. Texts are bytes as ISO 8859-1.
 *
 * @param changes in their order
 * @param cut where what was added begins in the new payload
 * @param tail what stood there in the old one
 */
record WayBack(List<Change> changes, int cut, String tail) {

    WayBack {
        changes = List.copyOf(changes);
    }

    /**
     * An exchange.
     *
     * @param at where it stands in the new payload
     * @param length of what stands there
     * @param before what stood there in the old one
     */
    record Change(int at, int length, String before) {}

    /**
     * The old payload.
     *
     * @throws IndexOutOfBoundsException if {@code payload} is not the new one
     */
    byte[] from(byte[] payload) {
        ByteArrayOutputStream old = new ByteArrayOutputStream(payload.length);
        int from = 0;
        for (Change change : changes) {
            old.write(payload, from, change.at() - from);
            old.writeBytes(bytes(change.before()));
            from = change.at() + change.length();
        }
        old.write(payload, from, cut - from);
        old.writeBytes(bytes(tail));
        return old.toByteArray();
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeShort(cut);
        write(out, bytes(tail));
        for (Change change : changes) {
            out.writeShort(change.at());
            out.writeShort(change.length());
            write(out, bytes(change.before()));
        }
    }

    /** Reads one, to the end of {@code in}. */
    static WayBack readFrom(DataInputStream in) throws IOException {
        int cut = in.readUnsignedShort();
        String tail = text(read(in));
        List<Change> changes = new ArrayList<>();
        while (in.available() > 0) {
            changes.add(new Change(in.readUnsignedShort(), in.readUnsignedShort(), text(read(in))));
        }
        return new WayBack(changes, cut, tail);
    }

    static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    static byte[] read(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return bytes;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
