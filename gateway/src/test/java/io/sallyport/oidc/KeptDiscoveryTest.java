package io.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptDiscoveryTest {

    private static final JsonObject DOCUMENT = new JsonObject().put("issuer", "https://issuer.example.net");

    private final Disk disk = new Disk();

    @Test
    void whatIsKeptComesBack() {
        new KeptDiscovery(disk).keep("us-west-2", DOCUMENT);

        assertThat(new KeptDiscovery(disk).load()).contains(new KeptDiscovery.Kept("us-west-2", DOCUMENT));
    }

    @Test
    void onlyAnotherDocumentIsWritten() {
        KeptDiscovery kept = new KeptDiscovery(disk);
        kept.keep("us-west-2", DOCUMENT);
        kept.keep("us-west-2", DOCUMENT.copy());
        assertThat(disk.writes).isEqualTo(1);

        kept.keep("us-east-1", DOCUMENT);
        assertThat(disk.writes).isEqualTo(2);
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() {
        KeptDiscovery kept = new KeptDiscovery(disk);
        disk.isFull = true;
        kept.keep("us-west-2", DOCUMENT);
        disk.isFull = false;

        kept.keep("us-west-2", DOCUMENT);

        assertThat(new KeptDiscovery(disk).load()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"region\":1}", "{\"region\":\"a\",\"document\":\"b\"}", "x"})
    void whatIsNotLegibleIsNothing(String content) {
        disk.content = content.getBytes(StandardCharsets.UTF_8);

        assertThat(new KeptDiscovery(disk).load()).isEmpty();
    }

    private static final class Disk implements LastDiscovery {
        private byte @Nullable [] content;
        private boolean isFull;
        private int writes;

        @Override
        public Optional<byte[]> load() {
            return Optional.ofNullable(content);
        }

        @Override
        public Future<Void> store(byte[] next) {
            if (isFull) {
                return Future.failedFuture(new IOException("disk full"));
            }
            writes++;
            content = next;
            return Future.succeededFuture();
        }
    }
}
