package io.sallyport.regions;

import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.DirectoryEvent.UserAdded;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.log.Journal;
import io.sallyport.regions.signin.Passwords;
import io.sallyport.regions.signin.Srp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills the log of a primary that is not running with users. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Adds users to the log of a primary that is not running: user000000 and so on, confirmed, each with the "
                    + "password Password-000000 and so on.",
            "They sign in with their password; SRP works for them once they have changed it."
        })
final class BulkLoad implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int BATCH = 2_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "where the log is, or will be")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(names = "--users", defaultValue = "100000", paramLabel = "N", description = "how many")
    private int users;

    @Option(names = "--hash-cost", defaultValue = "4", paramLabel = "4..31", description = "bcrypt cost of the hashes")
    private int hashCost;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "the same for all users, hashed once: a load in seconds")
    private @Nullable String samePassword;

    @Override
    public Integer call() throws GeneralSecurityException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            load();
            spec.commandLine().getOut().printf("loaded %d users%n", users);
            return 0;
        } catch (IOException cannot) {
            err.println("cannot load: " + cannot.getMessage());
            return FAILED;
        }
    }

    private void load() throws IOException, GeneralSecurityException {
        java.nio.file.Files.createDirectories(data);
        Directory directory = new Directory();
        Passwords passwords = new Passwords(hashCost, new Srp("demo"));
        InstantSource clock = InstantSource.system();
        try (Journal journal = Journal.primary(
                data.resolve(Ground.LOG_FILE), Ground.key(data, Role.PRIMARY), directory, clock, false)) {
            if (directory.isEmpty()) {
                DemoData.load(journal, passwords);
            }
            IntFunction<User.Password> kept = kept(passwords);
            for (int from = 0; from < users; from += BATCH) {
                journal.recordAll(batch(from, Math.min(users, from + BATCH), kept));
            }
        }
    }

    private IntFunction<User.Password> kept(Passwords passwords) {
        if (samePassword != null) {
            User.Password same = passwords.keepWithoutSrp(samePassword);
            return number -> same;
        }
        return number -> passwords.keepWithoutSrp("Password-%06d".formatted(number));
    }

    private static List<UserAdded> batch(int from, int until, IntFunction<User.Password> kept) {
        return IntStream.range(from, until)
                .parallel()
                .mapToObj(number -> new UserAdded(user("user%06d".formatted(number), kept.apply(number))))
                .toList();
    }

    private static User user(String username, User.Password password) {
        @Nullable String noTotp = null;
        return new User(
                UUID.nameUUIDFromBytes(username.getBytes(StandardCharsets.UTF_8))
                        .toString(),
                username,
                password,
                Map.of("email", username + "@example.com"),
                noTotp,
                true);
    }
}
