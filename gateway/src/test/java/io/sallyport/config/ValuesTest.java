package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @Test
    void aSecretIsReadWithoutItsLineEndAndNeverShown(@TempDir Path directory) throws IOException {
        Secret secret = Secret.read(Files.writeString(directory.resolve("token"), "hunter2\n"));

        assertThat(secret).hasToString("(redacted)").isEqualTo(new Secret("hunter2"));
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret.matches("hunter2")).isTrue();
        assertThat(secret.matches("hunter")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0B,0", "512B,512", "64KiB,65536", "1MiB,1048576"})
    void sizesAreInBytes(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1MB", "-1B", "1.5KiB", "1 KiB", "9999999999B"})
    void otherTextsAreNoSizes(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteSize.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.0.0.0/8",
        "127.0.0.1,127.0.0.1/32",
        "0.0.0.0/0,0.0.0.0/0",
        "fd00::/8,fd00:0:0:0:0:0:0:0/8"
    })
    void rangesAreRead(String text, String shown) {
        assertThat(Cidr.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/8", "localhost", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "fd00::/129", "10.0.0.0/8/8"})
    void otherTextsAreNoRanges(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
    }
}
