package io.sallyport.app;

import io.sallyport.config.SallyportConfig;
import io.sallyport.config.file.Problem;
import io.sallyport.journal.Journal;
import io.sallyport.journal.Loading;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.affinity.KeyRingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the key ring comes from: the file that nodes share, else the state directory of the one node. Blocks. */
final class Rings {

    private static final String RECORD = "key-ring";

    private Rings() {}

    /**
     * What is wrong with the configured ring.
     *
     * @param file the configuration, as it was named
     */
    static List<Problem> problems(SallyportConfig config, String file) {
        Path ring = config.affinity().keyRing();
        return ring != null && KeyRingFile.read(ring) instanceof KeyRingFile.Refused refused
                ? List.of(new Problem(file, 0, "affinity.keyRing", "\"" + ring + '"', refused.reason()))
                : List.of();
    }

    /**
     * The ring. One of this node's own is made where there is none: what another gave is then refused.
     *
     * @throws StartRefused where the ring cannot be read, or the disk refuses
     */
    static KeyRing of(SallyportConfig config, Journal journal) {
        Path file = config.affinity().keyRing();
        if (file == null) {
            return own(journal);
        }
        KeyRingFile.Reading reading = KeyRingFile.read(file);
        if (reading instanceof KeyRingFile.Refused refused) {
            throw new StartRefused("affinity.keyRing: " + file + ' ' + refused.reason());
        }
        return ((KeyRingFile.Usable) reading).ring();
    }

    private static KeyRing own(Journal journal) {
        Loading loading = journal.store().load(RECORD);
        if (loading instanceof Loading.Absent) {
            return made(journal);
        }
        if (loading instanceof Loading.Unreadable unreadable) {
            throw unreadable(unreadable.reason());
        }
        return KeyRing.parse(((Loading.Loaded) loading).content()).orElseThrow(() -> unreadable("no key ring"));
    }

    /** To make a new one would end every session, for a disk that perhaps failed once. */
    private static StartRefused unreadable(String why) {
        return new StartRefused("state.directory: the key ring (" + RECORD + ".sealed) cannot be read back: " + why
                + "; restore the file, or remove it: every code and refresh token given before is then refused");
    }

    private static KeyRing made(Journal journal) {
        KeyRing ring = KeyRing.create();
        try {
            journal.store().save(RECORD, ring.text());
        } catch (IOException e) {
            throw new StartRefused("state.directory: the key ring cannot be written: "
                    + e.getClass().getSimpleName());
        }
        return ring;
    }
}
