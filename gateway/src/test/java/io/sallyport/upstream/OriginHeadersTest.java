package io.sallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginHeadersTest {

    private static final String PUBLIC = "https://id.example.com";
    private static final String REGION = "https://west.example.net:8443";

    private static MultiMap headers(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value).add("X-A", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin,https://id.example.com,https://west.example.net:8443",
        "Referer,https://id.example.com,https://west.example.net:8443",
        "Referer,https://id.example.com/,https://west.example.net:8443/",
        "Referer,https://id.example.com/login?a=b,https://west.example.net:8443/login?a=b"
    })
    void thePublicOriginBecomesTheRegions(String name, String from, String to) {
        MultiMap shared = headers(name, from);

        MultiMap mapped = OriginHeaders.toRegion(shared, PUBLIC, REGION);

        assertThat(mapped.getAll(name)).containsExactly(to);
        assertThat(mapped.get("X-A")).isEqualTo("b");
        assertThat(shared.get(name)).isEqualTo(from);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://id.example.com.evil.com",
                "https://id.example.com:8443",
                "https://id.example.com@evil.com/",
                "http://id.example.com",
                "https://ID.example.com",
                "https://evil.com/https://id.example.com/"
            })
    void anyOtherIsPassedUnchanged(String other) {
        MultiMap origin = headers("Origin", other);
        MultiMap referer = headers("Referer", other);

        assertThat(OriginHeaders.toRegion(origin, PUBLIC, REGION)).isSameAs(origin);
        assertThat(OriginHeaders.toRegion(referer, PUBLIC, REGION)).isSameAs(referer);
    }

    @Test
    void anOriginIsNoPath() {
        MultiMap path = headers("Origin", PUBLIC + "/");

        assertThat(OriginHeaders.toRegion(path, PUBLIC, REGION)).isSameAs(path);
    }

    @Test
    void severalAreNotAGuess() {
        MultiMap two = headers("Origin", PUBLIC).add("Origin", "https://evil.com");

        assertThat(OriginHeaders.toRegion(two, PUBLIC, REGION)).isSameAs(two);
    }
}
