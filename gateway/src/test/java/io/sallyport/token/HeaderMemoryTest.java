package io.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeaderMemoryTest {

    private final HeaderMemory memory = new HeaderMemory();

    @Test
    void aHeaderIsReadOnce() {
        JoseHeader first = memory.read(header("a"));

        assertThat(memory.read(header("a"))).isNotNull().isSameAs(first);
    }

    @Test
    void headersThatShareASlotAreNeverTakenForEachOther() {
        for (int i = 0; i < 1_000; i++) {
            String kid = "key-" + i;

            JoseHeader header = memory.read(header(kid));

            assertThat(header).isNotNull();
            assertThat(header.kid()).isEqualTo(kid);
        }
    }

    @Test
    void malformedHeadersStayMalformed() {
        byte[] twice = "{\"alg\":\"RS256\",\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(memory.read(twice)).isNull();
        assertThat(memory.read(twice)).isNull();
    }

    @Test
    void longHeadersAreReadButNotKept() {
        String kid = "k".repeat(510);

        assertThat(memory.read(header(kid))).isNotNull().isNotSameAs(memory.read(header(kid)));
    }

    private static byte[] header(String kid) {
        return ("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
