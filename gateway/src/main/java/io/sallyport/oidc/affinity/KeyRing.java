package io.sallyport.oidc.affinity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which the nodes of one gateway know their own work again: one set that seals, one that authenticates, and one
 * that signs where the gateway signs tokens. Each holds a key that works, older ones whose work is still known, and one that
 * will work after the next rotation, so that nodes with two successive rings understand each other. Immutable; safe for use
 * by many threads.
 */
public final class KeyRing {

    /** Bytes of a tag: Tink's mark of the key (5), and 104 bits of HMAC-SHA256. */
    static final int TAG_BYTES = 18;

    /** Keys of each set that a rotation keeps. */
    static final int MOST_KEYS = 13;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SEAL = "seal";
    private static final String MAC = "mac";
    private static final String SIGN = "sign";

    private final KeysetHandle sealing;
    private final KeysetHandle authenticating;
    private final @Nullable SigningKeys signing;
    private final Aead aead;
    private final Mac mac;

    private KeyRing(KeysetHandle sealing, KeysetHandle authenticating, @Nullable SigningKeys signing)
            throws GeneralSecurityException {
        this.sealing = sealing;
        this.authenticating = authenticating;
        this.signing = signing;
        this.aead = sealing.getPrimitive(RegistryConfiguration.get(), Aead.class);
        this.mac = authenticating.getPrimitive(RegistryConfiguration.get(), Mac.class);
    }

    /** New keys, none of which signs. */
    public static KeyRing create() {
        try {
            return new KeyRing(created(PredefinedAeadParameters.AES256_GCM), created(hmac()), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keys could be made", e);
        }
    }

    /** The next ring: the key in waiting works from now on, a new one waits, and the oldest goes where there are too many. */
    public KeyRing rotated() {
        try {
            return new KeyRing(
                    rotated(sealing, PredefinedAeadParameters.AES256_GCM),
                    rotated(authenticating, hmac()),
                    signing == null ? null : signing.rotated());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keys could be made", e);
        }
    }

    /** This ring where it has keys that sign, else the same with new ones. Takes a second of processor time. */
    public KeyRing thatSigns() {
        try {
            return signing != null ? this : new KeyRing(sealing, authenticating, SigningKeys.create());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keys could be made", e);
        }
    }

    /** The keys that sign; empty in a ring that has none. */
    public Optional<SigningKeys> signing() {
        return Optional.ofNullable(signing);
    }

    /** The ring of a text that {@link #text} made; empty for any other. */
    public static Optional<KeyRing> parse(byte[] text) {
        try {
            register();
            JsonNode ring = JSON.readTree(text);
            SigningKeys signing = ring.has(SIGN) ? SigningKeys.parse(ring.path(SIGN)) : null;
            KeyRing parsed = new KeyRing(keyset(ring.path(SEAL)), keyset(ring.path(MAC)), signing);
            return parsed.tag(new byte[0]).length == TAG_BYTES ? Optional.of(parsed) : Optional.empty();
        } catch (GeneralSecurityException | IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** The keys in plain, for a file that nobody else may read. */
    public byte[] text() {
        try {
            ObjectNode ring = JSON.createObjectNode();
            ring.set(SEAL, JSON.readTree(plain(sealing)));
            ring.set(MAC, JSON.readTree(plain(authenticating)));
            if (signing != null) {
                ring.set(SIGN, JSON.readTree(signing.text()));
            }
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(ring);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keys that cannot be written", e);
        }
    }

    byte[] tag(byte[] content) {
        try {
            return mac.computeMac(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("authenticating failed", e);
        }
    }

    boolean isTagOf(byte[] tag, byte[] content) {
        try {
            mac.verifyMac(tag, content);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Seals.
     *
     * @param label must be the same to open it
     */
    public byte[] seal(byte[] content, String label) {
        try {
            return aead.encrypt(content, label.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** Empty where it was altered, or sealed with another ring or label. */
    public Optional<byte[]> open(byte[] sealed, String label) {
        try {
            return Optional.of(aead.decrypt(sealed, label.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static HmacParameters hmac() throws GeneralSecurityException {
        return HmacParameters.builder()
                .setKeySizeBytes(32)
                .setTagSizeBytes(TAG_BYTES - 5)
                .setHashType(HmacParameters.HashType.SHA256)
                .setVariant(HmacParameters.Variant.TINK)
                .build();
    }

    private static void register() throws GeneralSecurityException {
        AeadConfig.register();
        MacConfig.register();
    }

    private static KeysetHandle created(Parameters kind) throws GeneralSecurityException {
        register();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.generateEntryFromParameters(kind)
                        .withRandomId()
                        .makePrimary())
                .addEntry(KeysetHandle.generateEntryFromParameters(kind).withRandomId())
                .build();
    }

    /** The last entry is the one in waiting. */
    private static KeysetHandle rotated(KeysetHandle keys, Parameters kind) throws GeneralSecurityException {
        KeysetHandle.Builder next = KeysetHandle.newBuilder(keys);
        next.getAt(next.size() - 1).makePrimary();
        next.addEntry(KeysetHandle.generateEntryFromParameters(kind).withRandomId());
        while (next.size() > MOST_KEYS) {
            next.deleteAt(0);
        }
        return next.build();
    }

    private static KeysetHandle keyset(JsonNode json) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(json.toString(), InsecureSecretKeyAccess.get());
    }

    private static String plain(KeysetHandle keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "KeyRing";
    }
}
