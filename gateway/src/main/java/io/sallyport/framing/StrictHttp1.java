package io.sallyport.framing;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.core.net.impl.VertxConnection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads HTTP/1 so that nobody behind or before the gateway can see other message borders than the gateway does (RFC 9112
 * §6.3, request smuggling). Replaces the decoder of Vert.x, which takes {@code Content-Xength} for {@code Content-Length}
 * (CVE-2026-102479, vertx-core 5.0.0 to 5.0.12); the replacement may go when a release with the fix is used, the framing
 * rules may not. A request with two lengths, a length beside {@code Transfer-Encoding}, or a coding other than exactly
 * {@code chunked} gets 400 and its connection is closed.
 */
public final class StrictHttp1 extends HttpRequestDecoder {

    /** The name under which Vert.x adds its decoder to the pipeline, and looks for it. */
    private static final String DECODER = "httpDecoder";

    private static final Logger LOG = LoggerFactory.getLogger(StrictHttp1.class);

    private StrictHttp1(HttpServerOptions options) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(options.getMaxHeaderSize())
                .setMaxChunkSize(options.getMaxChunkSize())
                .setInitialBufferSize(options.getDecoderInitialBufferSize())
                .setAllowDuplicateContentLengths(false)
                .setUseRfc9112TransferEncoding(true)
                .setStrictLineParsing(true));
    }

    /**
     * Puts the strict decoder in place. For {@code HttpServer.connectionHandler}, with cleartext HTTP/2 switched off. An
     * HTTP/2 connection frames its messages itself and is left alone; any other without the decoder that is to be replaced
     * is closed, since it would go on unguarded.
     */
    public static void guard(HttpConnection connection, HttpServerOptions options) {
        if (!guard(((VertxConnection) connection).channel().pipeline(), options)) {
            LOG.atError().log("no HTTP/1 decoder found to replace: connection refused");
            connection.close();
        }
    }

    /** Whether the connection's messages are safe to read. */
    static boolean guard(ChannelPipeline pipeline, HttpServerOptions options) {
        if (pipeline.get(DECODER) instanceof HttpRequestDecoder) {
            pipeline.replace(DECODER, DECODER, new StrictHttp1(options));
            return true;
        }
        return pipeline.get(Http2ConnectionHandler.class) != null;
    }

    /** With the header type that the rest of Vert.x expects; it refuses illegal names and values. */
    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        return new DefaultHttpRequest(
                HttpVersion.valueOf(initialLine[2]),
                HttpMethod.valueOf(initialLine[0]),
                initialLine[1],
                HeadersMultiMap.httpHeaders());
    }

    /** Called when the head is complete, before the body is looked for: the place to refuse its framing. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        HttpHeaders headers = message.headers();
        requireOneHost(message);
        if (headers.contains("")) {
            throw new IllegalArgumentException("a header without a name");
        }
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            requireChunkedAlone(message);
        } else if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            requireOneNumber(headers.getAll(HttpHeaderNames.CONTENT_LENGTH));
        }
        return false;
    }

    /** RFC 9112 §3.2: none is 400 as well, except before HTTP/1.1. */
    private static void requireOneHost(HttpMessage message) {
        int hosts = message.headers().getAll(HttpHeaderNames.HOST).size();
        boolean mayLack = !message.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (hosts > 1 || (hosts == 0 && !mayLack)) {
            throw new IllegalArgumentException("not one Host header");
        }
    }

    private static void requireChunkedAlone(HttpMessage message) {
        List<String> codings = message.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean isPlain = codings.size() == 1
                && codings.get(0).equalsIgnoreCase("chunked")
                && !message.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
        if (!isPlain || !message.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            throw new IllegalArgumentException("Transfer-Encoding other than a single 'chunked'");
        }
    }

    private static void requireOneNumber(List<String> lengths) {
        String length = lengths.get(0);
        if (lengths.size() > 1 || length.isEmpty() || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("Content-Length other than one number");
        }
    }
}
