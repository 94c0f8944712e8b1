package io.sallyport.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.sallyport.testsupport.RawClient;
import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.Test;

class StrictHttp1Test extends StrictHttp1Contract {

    @Override
    HttpServerOptions with(HttpServerOptions options) {
        return options;
    }

    @Override
    RawClient connect(int port) {
        return RawClient.to(port);
    }

    @Test
    void replacesTheDecoder() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast("httpDecoder", new HttpRequestDecoder());

        assertThat(StrictHttp1.guard(channel.pipeline(), new HttpServerOptions()))
                .isTrue();
        assertThat(channel.pipeline().get("httpDecoder")).isInstanceOf(StrictHttp1.class);
    }

    @Test
    void doesNotVouchForAConnectionWhoseDecoderItCannotFind() {
        EmbeddedChannel renamed = new EmbeddedChannel();
        renamed.pipeline().addLast("decoder", new HttpRequestDecoder());

        assertThat(StrictHttp1.guard(renamed.pipeline(), new HttpServerOptions()))
                .isFalse();
    }

    @Test
    void leavesHttp2Alone() {
        EmbeddedChannel channel =
                new EmbeddedChannel(Http2FrameCodecBuilder.forServer().build());

        assertThat(StrictHttp1.guard(channel.pipeline(), new HttpServerOptions()))
                .isTrue();
    }
}
