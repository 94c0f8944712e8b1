package io.sallyport.scenarios.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ports of this machine's loopback, for servers that cannot choose one themselves. */
final class Ports {

    private static final Path TCP = Path.of("/proc/net/tcp");
    private static final String LISTENS = "0A";

    private Ports() {}

    /** A port of which nobody listens now; somebody may by the time it is used. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether that process, and no other, listens there; where the system does not tell whose it is, whether anybody does. */
    static boolean isListening(Process process, int port) {
        try {
            return Files.exists(TCP)
                    ? !listeners(port).isEmpty() && open(process).containsAll(listeners(port))
                    : accepts(port);
        } catch (IOException | UncheckedIOException gone) {
            return false;
        }
    }

    /** As {@code socket:[inode]}. */
    private static List<String> listeners(int port) throws IOException {
        String address = ":%04X".formatted(port);
        return Files.readAllLines(TCP).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[1].endsWith(address) && fields[3].equals(LISTENS))
                .map(fields -> "socket:[" + fields[9] + "]")
                .toList();
    }

    private static Set<String> open(Process process) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return descriptors.map(Ports::target).collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
