package io.sallyport.regions.log;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How many records the log holds, authenticated: a log cut exactly between two records has fewer than its head says.
 * A small file beside the log with two slots, written in turn, so that a write that was torn leaves the one before.
 * It cannot tell an old log with the head of its time from the present one; a replica can, which knows how much it
 * has seen.
 */
final class LogHead implements AutoCloseable {

    private static final byte[] CONTEXT = "sallyport-regions log head".getBytes(StandardCharsets.UTF_8);
    /** Tink's prefix, the nonce, the number and the tag. */
    private static final int SLOT_BYTES = 5 + 12 + Long.BYTES + 16;

    private final FileChannel file;
    private final Aead key;

    private LogHead(FileChannel file, Aead key) {
        this.file = file;
        this.key = key;
    }

    /** The head's file beside {@code log}. */
    static Path beside(Path log) {
        return log.resolveSibling(log.getFileName() + ".head");
    }

    /** Opens the head for writing, made anew where there is none. */
    static LogHead open(Path log, Aead key) throws IOException {
        return new LogHead(FileChannel.open(beside(log), StandardOpenOption.CREATE, StandardOpenOption.WRITE), key);
    }

    /** The file as it is now, to be judged by {@link #records} once the log was read; empty if there is none. */
    static byte[] bytes(Path log) throws IOException {
        return Files.exists(beside(log)) ? Files.readAllBytes(beside(log)) : new byte[0];
    }

    /** What the file says; empty if neither slot can be trusted. */
    static OptionalLong records(byte[] head, Aead key) {
        long most = -1;
        for (int from = 0; from + SLOT_BYTES <= head.length; from += SLOT_BYTES) {
            most = Math.max(most, slot(Arrays.copyOfRange(head, from, from + SLOT_BYTES), key));
        }
        return most < 0 ? OptionalLong.empty() : OptionalLong.of(most);
    }

    private static long slot(byte[] sealed, Aead key) {
        try {
            return ByteBuffer.wrap(key.decrypt(sealed, CONTEXT)).getLong();
        } catch (GeneralSecurityException tornOrChanged) {
            return -1;
        }
    }

    /** Says that the log holds {@code records}; on disk when the call returns if {@code durable}. */
    void write(long records, boolean durable) throws IOException, GeneralSecurityException {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(records).array();
        ByteBuffer sealed = ByteBuffer.wrap(key.encrypt(number, CONTEXT));
        long at = records % 2 * SLOT_BYTES;
        while (sealed.hasRemaining()) {
            file.write(sealed, at + sealed.position());
        }
        if (durable) {
            file.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
