package io.sallyport.keys;

import static io.sallyport.token.SampleClaims.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sallyport.token.Policy;
import io.sallyport.token.Refusal;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import io.sallyport.token.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeniedKeysTest {

    private static final TokenMint BAD = TokenMint.rs256("bad-1");
    private static final TokenMint GOOD = TokenMint.rs256("good-1");
    private static final DeniedKey ANY = DeniedKey.ofAnyIssuer("bad-1");
    private static final Verdict REFUSED = new Verdict.Refused(Refusal.UNKNOWN_KEY, ISSUER);

    @RegisterExtension
    final RunningKeys running = new RunningKeys();

    @BeforeEach
    void publishBoth() {
        running.west.publish(BAD, GOOD);
        running.east.publish(BAD, GOOD);
    }

    private static String published(JwksKeys keys) {
        return keys.publicJwks().orElse("");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deniedKeysCachedTokensAreRefusedAtOnceAndThePublishedSetLosesIt(boolean ofOneIssuer) {
        DeniedKeys denied = running.denied();
        JwksKeys keys = running.started(denied);
        TokenValidation validation = running.validation(keys);
        String cached = BAD.token(SampleClaims.good());
        assertThat(validation.validateNow(cached, Policy.ANY)).isInstanceOf(Verdict.Accepted.class);
        int asked = running.west.requests();

        Future<Void> done = denied.deny(ofOneIssuer ? new DeniedKey(ISSUER, "bad-1") : ANY);

        assertThat(validation.validateNow(cached, Policy.ANY)).isEqualTo(REFUSED);
        assertThat(RunningKeys.verdict(validation, BAD)).isEqualTo(REFUSED);
        assertThat(RunningKeys.verdict(validation, GOOD)).isInstanceOf(Verdict.Accepted.class);
        done.await();
        await().until(() -> !published(keys).contains("bad-1"));
        assertThat(published(keys)).contains("good-1");
        assertThat(running.west.requests()).isEqualTo(asked);
    }

    @Test
    void sourceThatStillPublishesItDoesNotBringItBack() {
        DeniedKeys denied = running.denied();
        JwksKeys keys = running.started(denied);
        denied.deny(ANY).await();

        keys.refresh().await();

        assertThat(RunningKeys.verdict(running.validation(keys), BAD)).isEqualTo(REFUSED);
        assertThat(published(keys)).doesNotContain("bad-1");
    }

    @Test
    void anotherIssuersKeyOfTheSameIdIsNotDenied() {
        DeniedKeys denied = running.denied();
        JwksKeys keys = running.started(denied);

        denied.deny(new DeniedKey(ISSUER + "/", "bad-1")).await();

        assertThat(RunningKeys.verdict(running.validation(keys), BAD)).isInstanceOf(Verdict.Accepted.class);
        assertThat(published(keys)).contains("bad-1");
    }

    @Test
    void denialSurvivesARestartUntilItIsTakenBack() {
        running.started(running.denied()).close().await();
        DeniedKeys first = running.denied();
        running.started(first);
        first.deny(ANY).await();
        first.deny(new DeniedKey(ISSUER, "bad-2")).await();

        DeniedKeys second = running.denied();
        JwksKeys keys = running.started(second);

        assertThat(second.list()).containsExactlyInAnyOrder(ANY, new DeniedKey(ISSUER, "bad-2"));
        assertThat(RunningKeys.verdict(running.validation(keys), BAD)).isEqualTo(REFUSED);
        assertThat(published(keys)).doesNotContain("bad-1");

        second.allow(ANY).await();
        assertThat(RunningKeys.verdict(running.validation(keys), BAD)).isInstanceOf(Verdict.Accepted.class);
        await().until(() -> published(keys).contains("bad-1"));
        DeniedKeys third = running.denied();
        running.started(third);
        assertThat(third.list()).containsExactly(new DeniedKey(ISSUER, "bad-2"));
    }

    @Test
    void configuredDenialCannotBeTakenBackWhileItRuns() {
        DeniedKeys denied = running.denied("bad-1");
        JwksKeys keys = running.started(denied);

        assertThatThrownBy(() -> denied.allow(ANY).await()).isInstanceOf(IllegalArgumentException.class);

        assertThat(RunningKeys.verdict(running.validation(keys), BAD)).isEqualTo(REFUSED);
        assertThat(published(keys)).contains("good-1").doesNotContain("bad-1");
        assertThat(denied.list()).containsExactly(ANY);
    }

    @Test
    void withoutADiskADenialIsInForceAndSaysThatItWillBeLost() {
        DeniedKeys denied = running.denied();
        JwksKeys keys = running.started(denied);
        running.disk.breakDown(true);

        assertThatThrownBy(() -> denied.deny(ANY).await()).hasMessageContaining("disk full");

        assertThat(RunningKeys.verdict(running.validation(keys), BAD)).isEqualTo(REFUSED);
    }

    @Test
    void withoutADiskADenialIsNotTakenBack() {
        DeniedKeys denied = running.denied();
        JwksKeys keys = running.started(denied);
        denied.deny(ANY).await();
        running.disk.breakDown(true);

        assertThatThrownBy(() -> denied.allow(ANY).await()).hasMessageContaining("disk full");

        assertThat(RunningKeys.verdict(running.validation(keys), BAD)).isEqualTo(REFUSED);
        running.disk.breakDown(false);
        denied.allow(ANY).await();
        assertThat(denied.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"form\":2,\"denied\":[]}",
                "{\"form\":1}",
                "{\"form\":1,\"denied\":[null]}",
                "{\"form\":1,\"denied\":[{\"issuer\":null,\"kid\":\"\"}]}",
                "{\"form\":1,\"denied\":[{\"kid\":\"a\"}]}",
                "{\"form\":1,\"denied\":[]} x"
            })
    void listThatCannotBeReadKeepsTheKeysFromStarting(String content) {
        running.disk.spoilDenials(content.getBytes(StandardCharsets.UTF_8));

        JwksKeys keys = running.keys(RunningKeys.MAX_STALE, running.denied());

        assertThatThrownBy(() -> keys.start().await()).isInstanceOf(IOException.class);
        assertThat(keys.inHand()).isFalse();
        assertThat(running.west.requests()).isZero();
    }

    @Test
    void fullListRefusesAndSaysSo() {
        DeniedKeys denied = running.denied();
        IntStream.range(0, 1_000).forEach(i -> denied.deny(DeniedKey.ofAnyIssuer("k" + i)));

        assertThatThrownBy(() -> denied.deny(ANY).await()).isInstanceOf(IllegalStateException.class);

        assertThat(denied.list()).hasSize(1_000).doesNotContain(ANY);
        assertThat(denied.deny(DeniedKey.ofAnyIssuer("k7")).succeeded()).isTrue();
    }

    @Test
    void deniedAgainWhileItsRemovalIsWrittenItStaysDenied() {
        Slow disk = new Slow();
        DeniedKeys denied = new DeniedKeys(List.of(), disk);
        denied.deny(ANY);

        denied.allow(ANY);
        denied.deny(ANY);
        disk.finish();

        assertThat(denied.list()).containsExactly(ANY);
    }

    /** Finishes nothing until it is told to. */
    private static final class Slow implements DenialStore {
        private final List<Promise<Void>> writes = new ArrayList<>();

        @Override
        public Optional<byte[]> load() {
            return Optional.empty();
        }

        @Override
        public Future<Void> store(byte[] content) {
            Promise<Void> write = Promise.promise();
            writes.add(write);
            return write.future();
        }

        void finish() {
            writes.forEach(Promise::complete);
        }
    }
}
