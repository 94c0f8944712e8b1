package io.sallyport.scenarios.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where a process's lines are kept. */
public final class LogFile implements Consumer<String>, AutoCloseable {

    private final PrintWriter writer;

    /** Opens it; what was in it is gone. */
    public LogFile(Path file) throws IOException {
        writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    @Override
    public void accept(String line) {
        writer.println(line);
    }

    @Override
    public void close() {
        writer.close();
    }
}
