package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_type=a|a",
                "x=y&grant_type=a&z|a",
                "grant_type=a%20b+c|a b c",
                "%67rant_type=a|a",
                "gr%61nt%5Ftype=a|a",
                "grant_type=%zz|%zz",
                "grant_type|''",
                "grant_type=a=b|a=b",
                "&&grant_type=a&|a",
                "grant_type=a&grant_type=b|",
                "grant_type=a&grant_type=a|",
                "grant_type=a&%67rant_type=b|",
                "grant_type=a&grant_type|",
                "grant_typ=a|",
                "xgrant_type=a|",
                "grant_type%=a|",
                "GRANT_TYPE=a|",
                "''|"
            })
    void aFormParameterIsItsOnlyValue(String body, @Nullable String value) {
        assertThat(new FormFields(body).value("grant_type")).isEqualTo(value);
    }

    @Test
    void aJsonFieldIsATopLevelString() {
        JsonFields fields = JsonFields.parse(
                Buffer.buffer("{\"a\":\"x\",\"b\":{\"a\":\"y\"},\"c\":[\"z\"],\"d\":1,\"\\u0065\":\"e\"}"));

        assertThat(fields).isNotNull();
        assertThat(fields.value("a")).isEqualTo("x");
        assertThat(fields.value("b")).isNull();
        assertThat(fields.value("c")).isNull();
        assertThat(fields.value("d")).isNull();
        assertThat(fields.value("e")).isEqualTo("e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"a\"",
                "[]",
                "{",
                "{\"a\":1}{",
                "{\"a\":1} x",
                "{\"a\":\"x\",\"a\":\"y\"}",
                "{\"a\":\"x\",\"\\u0061\":\"y\"}",
                "{\"b\":{\"a\":1,\"a\":2}}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":\"\u0001\"}",
                "/**/{}"
            })
    void whatTwoReadersCouldReadDifferentlyIsNoJson(String body) {
        assertThat(JsonFields.parse(Buffer.buffer(body))).isNull();
    }

    @Test
    void depthHasALimit() {
        assertThat(JsonFields.parse(Buffer.buffer("{\"a\":" + "[".repeat(60_000))))
                .isNull();
    }
}
