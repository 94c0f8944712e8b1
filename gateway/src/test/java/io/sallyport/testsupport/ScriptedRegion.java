package io.sallyport.testsupport;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A region on a raw socket and a port of its own that does exactly what its script says, right or wrong. */
public final class ScriptedRegion {

    /** One request as it came, and the connection to answer on. */
    public static final class Call {

        private final NetSocket socket;
        private final String head;
        private final Buffer body = Buffer.buffer();

        Call(NetSocket socket, String head) {
            this.socket = socket;
            this.head = head;
        }

        /** Request line and headers. */
        public String head() {
            return head;
        }

        /** What came of the body, chunk framing included. */
        public String body() {
            return body.toString(StandardCharsets.ISO_8859_1);
        }

        /** The values of a header, in their order. */
        public List<String> header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).trim())
                    .toList();
        }

        /** Sends bytes, as ISO 8859-1. */
        public Call send(String text) {
            socket.write(Buffer.buffer(text, "ISO-8859-1"));
            return this;
        }

        /** Sends a complete answer. */
        public Call answer(int status, String headers, String body) {
            return send(
                    "HTTP/1.1 " + status + " x\r\nContent-Length: " + body.length() + "\r\n" + headers + "\r\n" + body);
        }

        /** Closes in good order. */
        public void close() {
            socket.close();
        }

        /** Resets the connection (RST). */
        public void reset() {
            ((NetSocketInternal) socket)
                    .channelHandlerContext()
                    .channel()
                    .config()
                    .setOption(ChannelOption.SO_LINGER, 0);
            socket.close();
        }

        /** Reads no more. */
        public void stopReading() {
            socket.pause();
        }

        /** Reads on. */
        public void readOn() {
            socket.resume();
        }

        boolean isWhole() {
            List<String> length = header("Content-Length");
            if (!length.isEmpty()) {
                return body.length() >= Integer.parseInt(length.get(0));
            }
            return header("Transfer-Encoding").isEmpty() || body().endsWith("0\r\n\r\n");
        }
    }

    private final Vertx vertx;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private volatile Consumer<Call> onHead = call -> {};
    private volatile Consumer<Call> onWhole = call -> call.answer(200, "", "ok");
    private final int port;
    private NetServer server;

    /** Listens, and answers everything with 200. */
    public ScriptedRegion(Vertx vertx) {
        this.vertx = vertx;
        this.server = listen(0);
        this.port = server.actualPort();
    }

    public int port() {
        return port;
    }

    /** Its URL. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What to do when a whole request has come. */
    public void script(Consumer<Call> next) {
        onHead = call -> {};
        onWhole = next;
    }

    /** What to do when the head of a request has come; nothing more is done when the body has. */
    public void scriptOnHead(Consumer<Call> next) {
        onWhole = call -> {};
        onHead = next;
    }

    /** Everything answered with this. */
    public void answer(int status, String headers, String body) {
        script(call -> call.answer(status, headers, body));
    }

    /** The requests whose head has come. */
    public List<Call> calls() {
        return calls;
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Connections that the other side closed after a request on them had begun. */
    public int brokenOff() {
        return brokenOff.get();
    }

    /** From now on connections are refused. */
    public void refuse() {
        server.close().await();
        // The listening socket lives on until its selector's next turn; what it took in meanwhile would be reset.
        Awaitility.await().until(this::isRefusing);
    }

    private boolean isRefusing() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return refused instanceof ConnectException;
        }
    }

    private NetServer listen(int on) {
        return vertx.createNetServer()
                .connectHandler(this::serve)
                .listen(on, "127.0.0.1")
                .await();
    }

    private void serve(NetSocket socket) {
        connections.incrementAndGet();
        new Reader(socket);
    }

    private final class Reader {

        private final NetSocket socket;
        private Buffer unread = Buffer.buffer();
        private @Nullable Call current;

        Reader(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::read);
            socket.exceptionHandler(broken -> {});
            socket.closeHandler(closed -> {
                if (current != null) {
                    brokenOff.incrementAndGet();
                }
            });
        }

        private void read(Buffer bytes) {
            Call open = current;
            if (open == null || open.isWhole()) {
                unread.appendBuffer(bytes);
                begin();
            } else {
                open.body.appendBuffer(bytes);
                whole(open);
            }
        }

        private void begin() {
            String text = unread.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                return;
            }
            Call call = new Call(socket, text.substring(0, end));
            call.body.appendBuffer(unread.getBuffer(end + 4, unread.length()));
            unread = Buffer.buffer();
            current = call;
            calls.add(call);
            onHead.accept(call);
            whole(call);
        }

        private void whole(Call call) {
            if (call.isWhole()) {
                onWhole.accept(call);
            }
        }
    }
}
