package io.sallyport.regions.log;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Framing of the log file. A frame is a four-byte length and that many bytes. The first frame, and any whose length
 * has its highest bit set, holds a data key, encrypted by the {@link LogKey} and bound to the number of records before
 * it; every other frame holds a record, encrypted by the data key before it and bound to its number, so that a record
 * moved, dropped or repeated does not decrypt.
 */
final class LogFormat {

    /** No record is longer, in bytes. */
    static final int MAX_FRAME_BYTES = 1 << 20;

    static final int LENGTH_BYTES = Integer.BYTES;
    static final int KEY_FRAME = 1 << 31;

    private static final byte[] KEY_CONTEXT = "sallyport-regions log data key".getBytes(StandardCharsets.UTF_8);

    private LogFormat() {}

    static byte[] frame(byte[] content) {
        return framed(content.length, content);
    }

    static byte[] keyFrame(byte[] content) {
        return framed(content.length | KEY_FRAME, content);
    }

    private static byte[] framed(int length, byte[] content) {
        return ByteBuffer.allocate(LENGTH_BYTES + content.length)
                .putInt(length)
                .put(content)
                .array();
    }

    /** The content of a key frame after {@code records} records: which key sealed it, and a new data key. */
    static byte[] newDataKey(LogKey key, long records) throws GeneralSecurityException {
        KeysetHandle dataKey = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        byte[] sealed = TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(dataKey, key.aead(), keyContext(records))
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + sealed.length)
                .putInt(key.id())
                .put(sealed)
                .array();
    }

    static Aead dataKey(byte[] content, LogKey key, long records) throws GeneralSecurityException {
        if (content.length < Integer.BYTES) {
            throw new GeneralSecurityException("no data key");
        }
        String sealed = new String(content, Integer.BYTES, content.length - Integer.BYTES, StandardCharsets.UTF_8);
        return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(sealed, key.aead(), keyContext(records))
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** The identifier of the {@link LogKey} that sealed this data key. */
    static int sealedBy(byte[] content) {
        return ByteBuffer.wrap(content).getInt();
    }

    /** The associated data that binds a record to its number. */
    static byte[] context(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] keyContext(long records) {
        return ByteBuffer.allocate(KEY_CONTEXT.length + Long.BYTES)
                .put(KEY_CONTEXT)
                .putLong(records)
                .array();
    }
}
