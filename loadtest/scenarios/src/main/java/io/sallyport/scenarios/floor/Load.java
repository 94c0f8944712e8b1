package io.sallyport.scenarios.floor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One load by wrk on the second core: 32 connections, for so many seconds. */
record Load(String name, int port, Path script, int seconds) {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: .*");

    /**
     * Runs it.
     *
     * @return requests answered
     * @throws IllegalStateException where any answer was not good: a figure of refusals is none
     */
    long run() throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        "taskset",
                        "-c",
                        "1",
                        "wrk",
                        "-t1",
                        "-c32",
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port + "/")
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        Matcher requests = REQUESTS.matcher(output);
        if (BAD.matcher(output).find() || !requests.find()) {
            throw new IllegalStateException(name + ": " + output);
        }
        return Long.parseLong(requests.group(1));
    }
}
