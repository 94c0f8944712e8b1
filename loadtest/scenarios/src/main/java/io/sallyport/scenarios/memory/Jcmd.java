package io.sallyport.scenarios.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a Java process about its memory, by the JDK's own {@code jcmd}. */
final class Jcmd {

    /** What the process is to be started with. */
    static final String NATIVE_MEMORY_TRACKING = "-XX:NativeMemoryTracking=summary";

    /** Memory that Java code asks for by itself, direct buffers above all. */
    private static final Pattern OTHER = Pattern.compile("-\\s+Other \\(reserved=\\d+, committed=(\\d+)\\)");

    private final long pid;

    Jcmd(long pid) {
        this.pid = pid;
    }

    /** Collects all garbage, so that cleaners and weak references do their part before anything is counted. */
    void collect() throws IOException, InterruptedException {
        run("GC.run");
    }

    /** What lives on its heap; garbage is collected before. */
    ClassHistogram heap() throws IOException, InterruptedException {
        return ClassHistogram.parse(run("GC.class_histogram"));
    }

    /** Bytes that its Java code has allocated outside of the heap. */
    long direct() throws IOException, InterruptedException {
        Matcher other = OTHER.matcher(run("VM.native_memory", "summary", "scale=B"));
        if (!other.find()) {
            throw new IOException("the process does not track its native memory");
        }
        return Long.parseLong(other.group(1));
    }

    private String run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        // It is started often, and lives for a moment.
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.add(Long.toString(pid));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
