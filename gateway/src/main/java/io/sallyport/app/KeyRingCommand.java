package io.sallyport.app;

import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.affinity.KeyRingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and rotates the file of keys that nodes share. Exit codes: 0 done, 1 not written, 2 not possible as asked. */
@Command(
        name = "keyring",
        description = "Makes and rotates the key ring that the nodes of a gateway share.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeyRingCommand implements Runnable {

    private static final int NOT_WRITTEN = 1;
    private static final int WRONG = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec own = Objects.requireNonNull(spec);
        throw new picocli.CommandLine.ParameterException(own.commandLine(), "create or rotate?");
    }

    @Command(name = "create", description = "Makes a ring where there is no file yet.", mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "FILE", description = "The ring's file.") Path file) {
        return written(file, () -> KeyRingFile.create(file, KeyRing.create().thatSigns()));
    }

    @Command(
            name = "rotate",
            description =
                    "Puts the keys in waiting to work and makes new ones that wait. Give the file to all nodes, and"
                            + " restart them, before the next rotation.",
            mixinStandardHelpOptions = true)
    int rotate(@Parameters(paramLabel = "FILE", description = "The ring's file.") Path file) {
        KeyRingFile.Reading reading = KeyRingFile.read(file);
        return reading instanceof KeyRingFile.Usable usable
                ? written(
                        file,
                        () -> KeyRingFile.replace(file, usable.ring().rotated().thatSigns()))
                : refused(file, ((KeyRingFile.Refused) reading).reason(), WRONG);
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private int written(Path file, Writing writing) {
        try {
            writing.run();
            return 0;
        } catch (FileAlreadyExistsException e) {
            return refused(file, "is there already", WRONG);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException refusal ? refusal.getReason() : null;
            return refused(file, "cannot be written" + (reason == null ? "" : ": " + reason), NOT_WRITTEN);
        }
    }

    private int refused(Path file, String why, int code) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println(file + " " + why);
        return code;
    }
}
