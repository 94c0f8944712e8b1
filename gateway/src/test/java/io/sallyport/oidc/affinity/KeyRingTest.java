package io.sallyport.oidc.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
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

    private static List<String> ids(List<RSAKey> keys) {
        return keys.stream().map(RSAKey::getKeyID).toList();
    }

    @Test
    void aRingSignsOnlyWhereItIsWantedAndTheFileKeepsTheKeys(@TempDir Path directory) throws IOException {
        KeyRing ring = KeyRing.create();
        assertThat(ring.signing()).isEmpty();
        Path file = directory.resolve("ring");

        KeyRing signing = ring.thatSigns();
        KeyRingFile.create(file, signing);
        KeyRing read = ((KeyRingFile.Usable) KeyRingFile.read(file)).ring();

        assertThat(signing.thatSigns()).isSameAs(signing);
        assertThat(read.isTagOf(ring.tag(TEXT), TEXT)).isTrue();
        SigningKeys keys = read.signing().orElseThrow();
        assertThat(keys.signing()).isEqualTo(signing.signing().orElseThrow().signing());
        assertThat(keys.signing().isPrivate()).isTrue();
        assertThat(keys.signing().size()).isEqualTo(2048);
        assertThat(keys.waiting()).isNotEqualTo(keys.signing());
        assertThat(signing + keys.toString()).doesNotContain("\"d\"", "\"p\"");
    }

    /** As an earlier version wrote it. */
    @Test
    void aRingWithoutKeysThatSignIsRead() {
        KeyRing old = KeyRing.create();

        assertThat(new String(old.text(), StandardCharsets.UTF_8)).doesNotContain("\"sign\"");
        assertThat(KeyRing.parse(old.text())).hasValueSatisfying(ring -> {
            assertThat(ring.signing()).isEmpty();
            assertThat(ring.rotated().signing()).isEmpty();
        });
    }

    @Test
    void aKeyIsPublishedBeforeItSignsAndOneRotationAfter() {
        KeyRing before = KeyRing.create().thatSigns();
        KeyRing after = before.rotated();
        KeyRing later = after.rotated();
        SigningKeys first = before.signing().orElseThrow();
        SigningKeys second = after.signing().orElseThrow();
        SigningKeys third = later.signing().orElseThrow();

        assertThat(second.signing()).isEqualTo(first.waiting());
        assertThat(ids(first.published())).contains(second.signing().getKeyID());
        assertThat(ids(second.published()))
                .containsExactly(
                        first.signing().getKeyID(),
                        second.signing().getKeyID(),
                        second.waiting().getKeyID());
        assertThat(ids(third.published())).doesNotContain(first.signing().getKeyID());
        assertThat(ids(third.known())).contains(first.signing().getKeyID());
    }

    @Test
    void nothingOfAKeyThatSignsNoMoreIsPrivateAndItsPublicHalfStaysAsLongAsASeal() {
        KeyRing first = KeyRing.create().thatSigns();
        String kid = first.signing().orElseThrow().signing().getKeyID();
        KeyRing last = rotated(first, KeyRing.MOST_KEYS - 2);
        SigningKeys keys = last.signing().orElseThrow();

        assertThat(ids(keys.known())).hasSize(KeyRing.MOST_KEYS).contains(kid);
        assertThat(keys.known()).noneMatch(RSAKey::isPrivate);
        assertThat(keys.published()).noneMatch(RSAKey::isPrivate);
        assertThat(keys.text().split("\"d\":", -1)).hasSize(3);
        assertThat(ids(last.rotated().signing().orElseThrow().known()))
                .hasSize(KeyRing.MOST_KEYS)
                .doesNotContain(kid);
    }

    @Test
    void keysThatDoNotSignAreRefused() throws Exception {
        KeyRing ring = KeyRing.create().thatSigns();
        String text = new String(ring.text(), StandardCharsets.UTF_8);
        SigningKeys keys = ring.signing().orElseThrow();
        RSAKey stranger = KeyRing.create().thatSigns().signing().orElseThrow().signing();
        String small = new RSAKeyGenerator(1024, true)
                .keyIDFromThumbprint(true)
                .generate()
                .toJSONString();

        assertThat(parsed(
                        text,
                        keys.signing().toJSONString(),
                        keys.signing().toPublicJWK().toJSONString()))
                .isEmpty();
        assertThat(parsed(text, "\"" + keys.signing().getKeyID() + '"', "\"another\""))
                .isEmpty();
        assertThat(parsed(text, keys.waiting().toJSONString(), small)).isEmpty();
        assertThat(parsed(
                        text,
                        keys.waiting().getPrivateExponent().toString(),
                        stranger.getPrivateExponent().toString()))
                .isEmpty();
        assertThat(parsed(text, keys.signing().toJSONString(), stranger.toJSONString()))
                .isPresent();
    }

    /** The ring of a text in which one thing is another; spaces aside. */
    private static Optional<KeyRing> parsed(String text, String one, String other) throws IOException {
        String compact = new JsonMapper().readTree(text).toString();
        String member = compact(one);
        assertThat(compact).contains(member);
        return KeyRing.parse(compact.replace(member, compact(other)).getBytes(StandardCharsets.UTF_8));
    }

    private static String compact(String text) throws IOException {
        return text.startsWith("{") ? new JsonMapper().readTree(text).toString() : text;
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
