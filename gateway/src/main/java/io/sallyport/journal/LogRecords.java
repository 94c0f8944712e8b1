package io.sallyport.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of a log's file: for each record its sealed length (4 bytes, big-endian) and its sealed form. */
final class LogRecords {

    /** Largest record, in bytes, before sealing. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_SEALED = MAX_BYTES + 1024;

    private LogRecords() {}

    /**
     * What a file holds up to the first record that does not open.
     *
     * @param records whole and authentic
     * @param length bytes that they take
     * @param rest why the next one does not open; empty at the file's end
     */
    record Reading(List<byte[]> records, long length, String rest) {}

    static ByteBuffer encode(SealingKey key, String name, LogHead head, List<byte[]> records) {
        List<byte[]> sealed = new ArrayList<>();
        int size = 0;
        for (byte[] each : records) {
            if (each.length > MAX_BYTES) {
                throw new IllegalArgumentException("a record is 1 MiB at most: " + each.length);
            }
            byte[] bytes = key.seal(each, head.label(name, head.count() + sealed.size() + 1));
            sealed.add(bytes);
            size = Math.addExact(size, Integer.BYTES + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        sealed.forEach(bytes -> buffer.putInt(bytes.length).put(bytes));
        return buffer.flip();
    }

    static Reading read(SealingKey key, String name, LogHead head, Path file) throws IOException {
        List<byte[]> records = new ArrayList<>();
        long length = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long size = Files.size(file);
            while (length < size) {
                int sealed = in.readInt();
                if (sealed < 0 || sealed > MAX_SEALED) {
                    return new Reading(records, length, "altered: impossible length");
                }
                byte[] bytes = new byte[sealed];
                in.readFully(bytes);
                Optional<byte[]> content = key.open(bytes, head.label(name, records.size() + 1L));
                if (content.isEmpty()) {
                    return new Reading(records, length, "altered, moved, or sealed with another key");
                }
                records.add(content.get());
                length += Integer.BYTES + (long) sealed;
            }
            return new Reading(records, length, "");
        } catch (EOFException e) {
            return new Reading(records, length, "cut");
        }
    }
}
