package io.sallyport.scenarios.floor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server process of its own, on one core. */
final class Server implements AutoCloseable {

    /** Linux counts in hundredths of a second for every program (proc(5), USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;

    private final Process process;

    private Server(Process process) {
        this.process = process;
    }

    /**
     * Starts a Java program and waits until it says so.
     *
     * @param core the one that it may use
     * @param sign what its output contains when it listens
     */
    static Server start(int core, String sign, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();
        String line = output.readLine();
        while (line != null && !line.contains(sign)) {
            seen.append(line).append('\n');
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("did not start: " + arguments + "\n" + seen);
        }
        drain(output);
        return new Server(process);
    }

    /** Reads on, so that the process never waits for its reader. */
    private static void drain(BufferedReader output) {
        Thread drain = new Thread(() -> output.lines().forEach(line -> {}), "drain");
        drain.setDaemon(true);
        drain.start();
    }

    /** Processor time used so far, user and system, in seconds. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        // The second field is the program's name in parentheses and may contain spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
