package io.sallyport.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a log is kept, and what seals it.
 *
 * @param heads where its head is
 * @param files how its file is written
 */
record LogPlace(Path directory, String name, SealingKey key, SealedStore heads, DurableFiles files) {

    /** The file of one incarnation of the log. */
    Path file(LogHead head) {
        return directory.resolve(name + "-" + head.id() + ".log");
    }

    Loading loadHead() {
        return heads.load(headName());
    }

    void saveHead(LogHead head) throws IOException {
        heads.save(headName(), head.encoded());
    }

    private String headName() {
        return name + ".head";
    }
}
