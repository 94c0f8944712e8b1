package io.sallyport.regions;

import io.sallyport.regions.log.LogKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rotates the customer-managed key; regions may run meanwhile. */
@Command(
        name = "rotate-key",
        mixinStandardHelpOptions = true,
        description = "Rotates the customer-managed key. Old records stay readable; running regions notice.")
final class RotateKey implements Callable<Integer> {

    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "where the key file is")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Override
    public Integer call() throws GeneralSecurityException {
        try {
            LogKey.rotate(data.resolve(Ground.KEY_FILE));
            return 0;
        } catch (IOException cannot) {
            spec.commandLine().getErr().println("cannot rotate: " + cannot.getMessage());
            return FAILED;
        }
    }
}
