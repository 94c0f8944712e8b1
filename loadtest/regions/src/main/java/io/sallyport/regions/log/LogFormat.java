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
 * Framing of the log file. A frame is a four-byte length and that many bytes. Frame 0 holds the data key, encrypted
 * by the {@link LogKey}; frame n holds record n, encrypted by the data key and bound to its number, so that a record
 * moved, dropped or repeated does not decrypt.
 */
final class LogFormat {

    /** No record is longer, in bytes. */
    static final int MAX_FRAME_BYTES = 1 << 20;

    static final int LENGTH_BYTES = Integer.BYTES;

    private static final byte[] HEADER_CONTEXT = "sallyport-regions log data key".getBytes(StandardCharsets.UTF_8);

    private LogFormat() {}

    static byte[] frame(byte[] content) {
        return ByteBuffer.allocate(LENGTH_BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .array();
    }

    static byte[] newHeader(LogKey key) throws GeneralSecurityException {
        KeysetHandle dataKey = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        return TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(dataKey, key.aead(), HEADER_CONTEXT)
                .getBytes(StandardCharsets.UTF_8);
    }

    static Aead dataKey(byte[] header, LogKey key) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                        new String(header, StandardCharsets.UTF_8), key.aead(), HEADER_CONTEXT)
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** The associated data that binds a record to its number. */
    static byte[] context(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
