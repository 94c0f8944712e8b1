package io.sallyport.scenarios.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** In the gateway's place: one answer, whatever is asked, on each connection once. */
final class StubGateway implements AutoCloseable {

    /** What it does when it is asked. */
    interface Answer {
        void to(Socket caller) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> callers = ConcurrentHashMap.newKeySet();
    private final Answer answer;

    StubGateway(Answer answer) throws IOException {
        this.answer = answer;
        Thread acceptor = new Thread(this::accept, "stub-gateway");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** The head and an empty body. */
    static Answer of(String status, String... headers) {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return caller -> {
            send(caller, "HTTP/1.1 " + status + "\r\n" + lines + "Content-Length: 0\r\nConnection: close\r\n\r\n");
            caller.close();
        };
    }

    /** Never a byte. */
    static Answer hung() {
        return caller -> {};
    }

    /** A good status, and then a reset before the head is whole. */
    static Answer resetInTheHead() {
        return caller -> {
            send(caller, "HTTP/1.1 200 OK\r\nX-Auth-Subject: demo-service\r\nX-Auth-Cl");
            caller.setSoLinger(true, 0);
            caller.close();
        };
    }

    private static void send(Socket caller, String text) throws IOException {
        caller.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        caller.getOutputStream().flush();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                callers.add(caller);
                Thread thread = new Thread(() -> serve(caller), "stub-gateway-caller");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                line = in.readLine();
            }
            answer.to(caller);
        } catch (IOException gone) {
            // The proxy is.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket caller : callers) {
            caller.close();
        }
    }
}
