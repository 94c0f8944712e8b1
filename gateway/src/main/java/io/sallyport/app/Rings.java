package io.sallyport.app;

import io.sallyport.config.Issuer;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.file.Problem;
import io.sallyport.journal.Journal;
import io.sallyport.journal.Loading;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.affinity.KeyRingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the key ring comes from: the file that nodes share, else the state directory of the one node. Blocks. */
final class Rings {

    private static final String RECORD = "key-ring";
    private static final String SIGNS_NOT =
            "has no keys to sign with, which issuer.mode reissue needs: sallyport keyring rotate adds them";

    private Rings() {}

    /**
     * What is wrong with the configured ring.
     *
     * @param file the configuration, as it was named
     */
    static List<Problem> problems(SallyportConfig config, String file) {
        Path ring = config.affinity().keyRing();
        return ring == null
                ? List.of()
                : refusal(config, KeyRingFile.read(ring)).stream()
                        .map(why -> new Problem(file, 0, "affinity.keyRing", "\"" + ring + '"', why))
                        .toList();
    }

    /** Why a shared ring cannot be used; empty where it can. */
    private static Optional<String> refusal(SallyportConfig config, KeyRingFile.Reading reading) {
        if (reading instanceof KeyRingFile.Refused refused) {
            return Optional.of(refused.reason());
        }
        boolean signs = ((KeyRingFile.Usable) reading).ring().signing().isPresent();
        return signs || config.issuer().mode() != Issuer.Mode.REISSUE ? Optional.empty() : Optional.of(SIGNS_NOT);
    }

    /**
     * The ring, with keys that sign where the gateway does. One of this node's own is made where there is none: what another
     * gave is then refused.
     *
     * @throws StartRefused where the ring cannot be read, or the disk refuses
     */
    static KeyRing of(SallyportConfig config, Journal journal) {
        Path file = config.affinity().keyRing();
        if (file == null) {
            return own(journal, config.issuer().mode() == Issuer.Mode.REISSUE);
        }
        KeyRingFile.Reading reading = KeyRingFile.read(file);
        refusal(config, reading).ifPresent(why -> {
            throw new StartRefused("affinity.keyRing: " + file + ' ' + why);
        });
        return ((KeyRingFile.Usable) reading).ring();
    }

    private static KeyRing own(Journal journal, boolean signs) {
        Optional<KeyRing> kept = kept(journal);
        KeyRing ring = kept.orElseGet(KeyRing::create);
        KeyRing wanted = signs ? ring.thatSigns() : ring;
        if (kept.isEmpty() || wanted != ring) {
            keep(journal, wanted);
        }
        return wanted;
    }

    private static Optional<KeyRing> kept(Journal journal) {
        Loading loading = journal.store().load(RECORD);
        if (loading instanceof Loading.Unreadable unreadable) {
            throw unreadable(unreadable.reason());
        }
        return loading instanceof Loading.Loaded loaded
                ? Optional.of(KeyRing.parse(loaded.content()).orElseThrow(() -> unreadable("no key ring")))
                : Optional.empty();
    }

    /** To make a new one would end every session, for a disk that perhaps failed once. */
    private static StartRefused unreadable(String why) {
        return new StartRefused("state.directory: the key ring (" + RECORD + ".sealed) cannot be read back: " + why
                + "; restore the file, or remove it: every code and refresh token given before is then refused");
    }

    private static void keep(Journal journal, KeyRing ring) {
        try {
            journal.store().save(RECORD, ring.text());
        } catch (IOException e) {
            throw new StartRefused("state.directory: the key ring cannot be written: "
                    + e.getClass().getSimpleName());
        }
    }
}
