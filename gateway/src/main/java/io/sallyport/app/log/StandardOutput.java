package io.sallyport.app.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Standard output as a stream that fails where it cannot write. {@link System#out} hides every error: lines would be lost on
 * a full disk and nobody would know.
 */
final class StandardOutput extends OutputStream {

    private final OutputStream descriptor = new FileOutputStream(FileDescriptor.out);
    private final PrintStream others;

    private StandardOutput(PrintStream others) {
        this.others = others;
    }

    /** That of the process; where another stream stands in for {@link System#out}, as in tests, that one. */
    static OutputStream open() {
        PrintStream out = System.out;
        return out.getClass() == PrintStream.class ? new StandardOutput(out) : out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        // By its lock what others print does not come between the parts of a line.
        synchronized (others) {
            descriptor.write(bytes, from, length);
        }
    }
}
