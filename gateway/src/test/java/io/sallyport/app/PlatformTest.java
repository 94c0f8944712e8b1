package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.1", "17.0.2", "17.0.2+8", "18", "18.0.0.1"})
    void javaThatAcceptsForgedSignaturesIsRefused(String version) {
        assertThat(Platform.refusal(Runtime.Version.parse(version)))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("CVE-2022-21449", "17.0.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.3", "17.0.3.1", "17.0.15+6-Debian-1deb12u1", "18.0.1", "19", "21.0.2", "25", "25-ea"})
    void mendedJavaIsNot(String version) {
        assertThat(Platform.refusal(Runtime.Version.parse(version))).isEmpty();
    }

    @Test
    void thisJavaIsGood() {
        assertThatCode(Platform::refuse).doesNotThrowAnyException();
    }
}
