package io.sallyport.edge;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.core.net.impl.VertxConnection;
import java.util.List;

/**
 * Reads HTTP/1 so that nobody behind or before the gateway can see other message borders than the gateway does (RFC 9112
 * §6.3, request smuggling). Replaces the decoder of Vert.x, which takes {@code Content-Xength} for {@code Content-Length}
 * (CVE-2026-102479, vertx-core 5.0.0 to 5.0.12); the replacement may go when a release with the fix is used, the framing
 * rules may not. A request with two lengths, a length beside {@code Transfer-Encoding}, or a coding other than exactly
 * {@code chunked} gets 400 and its connection is closed.
 */
final class StrictHttp1 extends HttpRequestDecoder {

    /** The name under which Vert.x adds its decoder to the pipeline. */
    private static final String DECODER = "httpDecoder";

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
     * Puts the strict decoder in place. For {@code HttpServer.connectionHandler}, with cleartext HTTP/2 switched off; a
     * connection that is not HTTP/1 is left alone.
     */
    static void guard(HttpConnection connection, HttpServerOptions options) {
        ChannelPipeline pipeline = ((VertxConnection) connection).channel().pipeline();
        if (pipeline.get(DECODER) != null) {
            pipeline.replace(DECODER, DECODER, new StrictHttp1(options));
        }
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
        List<String> codings = message.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = message.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
        requireOneHost(message);
        if (!codings.isEmpty()) {
            requireChunkedAlone(message, codings, lengths);
        } else if (!lengths.isEmpty()) {
            requireOneNumber(lengths);
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

    private static void requireChunkedAlone(HttpMessage message, List<String> codings, List<String> lengths) {
        boolean isPlain = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked") && lengths.isEmpty();
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
