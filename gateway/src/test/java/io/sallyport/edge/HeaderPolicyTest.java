package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderPolicyTest {

    private static MultiMap withConnection(String... lines) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String line : lines) {
            headers.add("Connection", line);
        }
        return headers;
    }

    @Test
    void whatConnectionNamesStaysInWhateverSpelling() {
        MultiMap headers = withConnection("keep-alive,\tX-One ,,", "x-TWO")
                .add("x-one", "1")
                .add("X-Two", "2")
                .add("X-Three", "3");

        assertThat(HeaderPolicy.toRegion(headers).names()).containsExactly("X-Three");
    }

    @Test
    void allThatARegionNamesStaysHoweverMuch() {
        String names = IntStream.range(0, 500).mapToObj(i -> "X-" + i).collect(Collectors.joining(","));
        MultiMap answer = withConnection(names);
        IntStream.range(0, 501).forEach(i -> answer.add("X-" + i, "v"));
        MultiMap passed = MultiMap.caseInsensitiveMultiMap();

        HeaderPolicy.toClient(answer, passed);

        assertThat(passed.names()).containsExactly("X-500");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"31|false", "32|true"})
    void emptyNamesCountToo(int commas, boolean isTooMany) {
        assertThat(HeaderPolicy.hasTooManyOptions(withConnection(",".repeat(commas))))
                .isEqualTo(isTooMany);
    }

    @Test
    void linesAddUp() {
        String[] lines = new String[33];
        Arrays.fill(lines, "a");

        assertThat(HeaderPolicy.hasTooManyOptions(withConnection(lines))).isTrue();
        assertThat(HeaderPolicy.hasTooManyOptions(withConnection())).isFalse();
    }
}
