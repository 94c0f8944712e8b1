package io.sallyport.guard;

import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.subtle.PrfHmacJce;
import io.sallyport.guard.source.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 under a key that lives as long as the process, cut to 128 bits. Thread-safe. */
final class Digests {

    private static final int KEY_BYTES = 32;

    /** What a digest is of, so that one of this is never one of that. */
    private static final byte ACCOUNT = 1;

    private static final byte PAIR = 2;
    private static final byte STEP = 3;

    private final Prf prf;

    /**
     * Makes a key.
     *
     * @param random must not be predictable
     */
    Digests(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try {
            prf = new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** Of an account, however its name is spelt. */
    Digest account(String name) {
        return of(ACCOUNT, AccountName.folded(name));
    }

    /** Of an account as one source tries it. */
    Digest pair(Digest account, Source source) {
        return of(ByteBuffer.allocate(1 + 16 + 1 + 8)
                .put(PAIR)
                .putLong(account.first())
                .putLong(account.second())
                .put(source.kind())
                .putLong(source.network())
                .array());
    }

    /** Of a value that continues a sign-in. */
    Digest step(String value) {
        return of(STEP, value);
    }

    private Digest of(byte kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(ByteBuffer.allocate(1 + bytes.length).put(kind).put(bytes).array());
    }

    private Digest of(byte[] content) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(prf.compute(content, 16));
            return new Digest(digest.getLong(), digest.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
