package io.sallyport.scenarios.kill;

import com.nimbusds.jose.JOSEException;
import io.sallyport.scenarios.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** {@code ./mvnw -Pkill}: kills the gateway's jar again and again, and says what came of it in a line. */
public final class KillMain {

    private KillMain() {}

    /** With the jar, a directory to work in, and how often. */
    public static void main(String[] args) throws IOException, InterruptedException, JOSEException {
        Path work = Files.createTempDirectory(Files.createDirectories(Path.of(args[1])), "run");
        long seed = new SecureRandom().nextLong();
        System.out.println("killed at moments of seed " + seed + ", in " + work);
        long begun = System.nanoTime();
        try (KillRun run = new KillRun(ServerProcess.java("-XX:TieredStopAtLevel=1", "-jar", args[0]), work, seed)) {
            KillRun.Result result = run.run(Integer.parseInt(args[2]));
            System.out.println("killed " + result.rounds() + " times; of " + result.asked() + " sign-outs "
                    + result.acknowledged() + " were acknowledged, and all of those hold; took "
                    + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        }
    }
}
