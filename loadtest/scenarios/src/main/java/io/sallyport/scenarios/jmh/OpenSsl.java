package io.sallyport.scenarios.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The yardstick: {@code openssl speed rsa2048}. Runs on the cores that this process may use. */
final class OpenSsl {

    private static final int SECONDS = 3;

    private OpenSsl() {}

    /** RSA-2048 verifications a second; empty where there is no openssl. */
    static Optional<Double> verifications() {
        return output(List.of("openssl", "speed", "-mr", "-seconds", Integer.toString(SECONDS), "rsa2048"))
                .flatMap(OpenSsl::perSecond);
    }

    /** Its version; empty where there is none. */
    static Optional<String> version() {
        return output(List.of("openssl", "version")).map(String::strip);
    }

    /** Binds this process and all that it starts to one core; false where that cannot be done. */
    static boolean pinTo(int core) {
        String pid = Long.toString(ProcessHandle.current().pid());
        return output(List.of("taskset", "-a", "-c", "-p", Integer.toString(core), pid))
                .isPresent();
    }

    /** A line {@code +F2:index:bits:signatures a second:verifications a second}. */
    private static Optional<Double> perSecond(String output) {
        return output.lines()
                .filter(line -> line.startsWith("+F2:"))
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 4)
                .map(fields -> Double.parseDouble(fields[4]))
                .findFirst();
    }

    private static Optional<String> output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            return ended ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
