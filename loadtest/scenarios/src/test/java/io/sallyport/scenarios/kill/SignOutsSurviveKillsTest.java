package io.sallyport.scenarios.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.app.Main;
import io.sallyport.scenarios.process.ServerProcess;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignOutsSurviveKillsTest {

    private static final int ROUNDS = 20;

    @Test
    void noneThatWasAcknowledgedIsLostOrUnenforced(@TempDir Path directory) throws Exception {
        List<String> gateway = ServerProcess.java(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // The gateway's own, not that of tests, which says nothing when all is well.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        long seed = new SecureRandom().nextLong();

        try (KillRun run = new KillRun(gateway, directory, seed)) {
            KillRun.Result result = run.run(ROUNDS);

            assertThat(result.rounds()).isEqualTo(ROUNDS);
            assertThat(result.acknowledged()).as("of %s, seed %d", result, seed).isGreaterThan(5 * ROUNDS);
        }
    }
}
