package io.sallyport.oidc.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

    private static final byte[] TEXT = "content".getBytes(StandardCharsets.UTF_8);

    @Test
    void whatARingMadeItKnowsAgainAfterItsFileWasRead(@TempDir Path directory) throws IOException {
        KeyRing ring = KeyRing.create();
        Path file = directory.resolve("ring");

        KeyRingFile.create(file, ring);
        KeyRing read = ((KeyRingFile.Usable) KeyRingFile.read(file)).ring();

        assertThat(read.isTagOf(ring.tag(TEXT), TEXT)).isTrue();
        assertThat(read.open(ring.seal(TEXT, "label"), "label")).hasValue(TEXT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void nodesWithTwoSuccessiveRingsUnderstandEachOther() {
        KeyRing before = KeyRing.create();
        KeyRing after = before.rotated();

        assertThat(after.isTagOf(before.tag(TEXT), TEXT)).isTrue();
        assertThat(before.isTagOf(after.tag(TEXT), TEXT)).isTrue();
        assertThat(after.open(before.seal(TEXT, "l"), "l")).isPresent();
        assertThat(before.open(after.seal(TEXT, "l"), "l")).isPresent();
    }

    @Test
    void aKeyIsForgottenOnlyAfterAsManyRotationsAsTheRingHolds() {
        KeyRing first = KeyRing.create();
        byte[] tag = first.tag(TEXT);

        KeyRing last = rotated(first, KeyRing.MOST_KEYS - 2);

        assertThat(last.isTagOf(tag, TEXT)).isTrue();
        assertThat(last.rotated().isTagOf(tag, TEXT)).isFalse();
    }

    private static KeyRing rotated(KeyRing ring, int times) {
        return IntStream.range(0, times).boxed().reduce(ring, (each, i) -> each.rotated(), (a, b) -> b);
    }

    @Test
    void anotherRingKnowsNothingOfIt() {
        KeyRing ring = KeyRing.create();
        KeyRing other = KeyRing.create();

        assertThat(other.isTagOf(ring.tag(TEXT), TEXT)).isFalse();
        assertThat(other.open(ring.seal(TEXT, "l"), "l")).isEmpty();
        assertThat(ring.open(ring.seal(TEXT, "l"), "m")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"seal\":{},\"mac\":{}}", "no json"})
    void whatIsNoRingIsRefused(String text, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("ring");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(KeyRingFile.read(file)).isEqualTo(new KeyRingFile.Refused("is no key ring"));
    }

    @Test
    void keysOfTheWrongKindAreRefused() {
        String ring = new String(KeyRing.create().text(), StandardCharsets.UTF_8);
        String swapped =
                ring.replace("\"seal\"", "\"x\"").replace("\"mac\"", "\"seal\"").replace("\"x\"", "\"mac\"");

        assertThat(KeyRing.parse(ring.getBytes(StandardCharsets.UTF_8))).isPresent();
        assertThat(KeyRing.parse(swapped.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void aFileThatOthersMayReadIsRefused(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("ring");
        KeyRingFile.create(file, KeyRing.create());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(KeyRingFile.read(file)).isInstanceOf(KeyRingFile.Refused.class);
        assertThat(KeyRingFile.read(directory.resolve("none"))).isEqualTo(new KeyRingFile.Refused("cannot be read"));
    }
}
