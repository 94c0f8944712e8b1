package io.sallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NotAuthorizedException",
                "NotAuthorizedException:",
                "NotAuthorizedException:http://internal.amazon.com/x"
            })
    void itIsTheNameAlone(String value) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("x-amzn-ErrorType", value);

        assertThat(ErrorType.of(headers)).isEqualTo("NotAuthorizedException");
    }

    @Test
    void withoutAHeaderThereIsNone() {
        assertThat(ErrorType.of(MultiMap.caseInsensitiveMultiMap())).isNull();
    }
}
