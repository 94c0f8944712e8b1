package io.sallyport.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which a test says exactly what it wants, and sees exactly what comes. Blocks; for the test's own thread. */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private boolean wasReset;

    /** Takes over a connected socket. */
    public RawClient(Socket socket) {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            this.socket = socket;
            this.in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects on this machine. */
    public static RawClient to(int port) {
        try {
            return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text as ISO 8859-1, so that every byte can be written. */
    public RawClient send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            // The peer may close while a refused request is still being written; what it said can be read.
            return this;
        }
    }

    /** Everything until the peer closes. */
    public String readToEnd() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int b = next(); b >= 0; b = next()) {
            read.write(b);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** What comes until a text has come; fails where the peer closes before. */
    public String readUntil(String text) {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int b = next();
            if (b < 0) {
                throw new AssertionError("closed after: " + read);
            }
            read.append((char) b);
        }
        return read.toString();
    }

    /** Whether the connection was seen to be reset rather than closed. */
    public boolean wasReset() {
        return wasReset;
    }

    private int next() {
        try {
            return in.read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing more came, and the connection stayed open", e);
        } catch (SocketException e) {
            wasReset = true;
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
