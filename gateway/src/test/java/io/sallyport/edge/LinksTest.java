package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    private static final Links LINKS = new Links("https://west.example/realm", "https://id.example.com/auth");
    private static final String PAGE = "<a href='https://west.example/realm/a'>é</a>"
            + "<script>x=\"https:\\/\\/west.example\\/realm\\/b\"</script>https:/https://west.example/realm";
    private static final String PUBLIC = "<a href='https://id.example.com/auth/a'>é</a>"
            + "<script>x=\"https:\\/\\/id.example.com\\/auth\\/b\"</script>https:/https://id.example.com/auth";

    private static String publicly(String page) {
        return LINKS.toPublic(Buffer.buffer(page)).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "https://west.example/realm,https://id.example.com/auth",
        "https://west.example/realm?a=b,https://id.example.com/auth?a=b",
        "https:\\/\\/west.example\\/realm\\/x,https:\\/\\/id.example.com\\/auth\\/x",
        "u=https%3A%2F%2Fwest.example%2Frealm%2Fx,u=https%3A%2F%2Fid.example.com%2Fauth%2Fx",
        "u=https%3a%2f%2fwest.example%2frealm,u=https%3a%2f%2fid.example.com%2fauth",
        "https:&#x2F;&#x2F;west.example&#x2F;realm&#x2F;x,https:&#x2F;&#x2F;id.example.com&#x2F;auth&#x2F;x"
    })
    void everySpellingOfTheRegionIsExchanged(String region, String expected) {
        assertThat(publicly("'" + region + "'")).isEqualTo("'" + expected + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://west.example/other",
                "https://west.example/realms",
                "https://west.example/realm.evil",
                "https://west.example/realm@evil",
                "https://west.example.com/realm",
                "http://west.example/realm",
                "https://id.example.com/auth"
            })
    void whatIsNotTheRegionsStaysTheSameObject(String text) {
        Buffer page = Buffer.buffer(text);

        assertThat(LINKS.toPublic(page)).isSameAs(page);
    }

    @Test
    void aPageInPiecesIsExchangedLikeAWholeOne() {
        byte[] bytes = Buffer.buffer(PAGE).getBytes();
        for (int size = 1; size <= bytes.length; size++) {
            Links.Pieces pieces = LINKS.pieces();
            Buffer out = Buffer.buffer();
            for (int at = 0; at < bytes.length; at += size) {
                int end = Math.min(bytes.length, at + size);
                out.appendBuffer(pieces.next(Buffer.buffer().appendBytes(bytes, at, end - at), false));
            }
            assertThat(out.appendBuffer(pieces.next(Buffer.buffer(), true)).toString())
                    .isEqualTo(PUBLIC);
        }
    }

    @Property(tries = 200)
    void cutsNeverMatter(
            @ForAll @IntRange(min = 0, max = 130) int first, @ForAll @IntRange(min = 0, max = 130) int second) {
        byte[] bytes = Buffer.buffer(PAGE).getBytes();
        int[] cuts = IntStream.of(0, first, second, bytes.length)
                .map(at -> Math.min(at, bytes.length))
                .sorted()
                .toArray();
        Links.Pieces pieces = LINKS.pieces();
        Buffer out = Buffer.buffer();
        for (int i = 1; i < cuts.length; i++) {
            out.appendBuffer(
                    pieces.next(Buffer.buffer().appendBytes(bytes, cuts[i - 1], cuts[i] - cuts[i - 1]), i == 3));
        }
        assertThat(out.toString()).isEqualTo(PUBLIC);
    }
}
