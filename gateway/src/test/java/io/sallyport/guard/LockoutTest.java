package io.sallyport.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testsupport.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockoutTest {

    private static final String HOME = "198.51.100.7";
    private static final String ATTACKER = "203.0.113.9";
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private GuardUnderTest under = GuardUnderTest.usual();

    @Test
    void fiveFailuresAreFreeAndTheSixthSignInIsRefused() {
        under.fail("alice", ATTACKER, 4);
        assertThat(under.isRefused("alice", ATTACKER)).isFalse();

        under.fail("alice", ATTACKER, 1);

        assertThat(under.isRefused("alice", ATTACKER)).isTrue();
        assertThat(under.isRefused("bob", ATTACKER)).isFalse();
        assertThat(under.lockouts("blocked")).isEqualTo(1);
    }

    @Test
    void theBlockLastsASecondAndDoublesWithEachFailureUpToTheLongest() {
        under.fail("alice", ATTACKER, 5);

        for (int seconds = 1; seconds <= 512; seconds *= 2) {
            assertBlockedFor(Duration.ofSeconds(seconds));
            under.fail("alice", ATTACKER, 1);
        }
        for (int i = 0; i < 3; i++) {
            assertBlockedFor(Duration.ofMinutes(15));
            under.fail("alice", ATTACKER, 1);
        }
    }

    private void assertBlockedFor(Duration block) {
        under.pass(block.minus(A_MOMENT));
        assertThat(under.isRefused("alice", ATTACKER)).as("%s", block).isTrue();
        under.pass(A_MOMENT);
        assertThat(under.isRefused("alice", ATTACKER)).as("%s", block).isFalse();
    }

    @Test
    void whatIsRefusedDoesNotLengthenTheBlock() {
        under.fail("alice", ATTACKER, 5);
        for (int i = 0; i < 100; i++) {
            assertThat(under.isRefused("alice", ATTACKER)).isTrue();
        }

        under.pass(Duration.ofSeconds(1));

        assertThat(under.isRefused("alice", ATTACKER)).isFalse();
    }

    @Test
    void afterABlockOneSignInIsTriedAtATime() {
        under.fail("alice", ATTACKER, 5);
        under.pass(Duration.ofSeconds(1));

        Admission.Admitted first = under.begin("alice", ATTACKER);

        assertThat(under.isRefused("alice", ATTACKER)).isTrue();
        first.attempt().end(SignInResult.NEITHER);
        assertThat(under.isRefused("alice", ATTACKER)).isFalse();
    }

    @Test
    void guessesAtOnceAreBoundedAndCostTheLongestBlock() {
        List<Admission.Admitted> salvo = new ArrayList<>();
        for (int i = 0; i < Failures.MOST_AT_ONCE; i++) {
            salvo.add(under.begin("alice", ATTACKER));
        }
        assertThat(under.isRefused("alice", ATTACKER)).isTrue();

        salvo.forEach(guess -> guess.attempt().end(SignInResult.FAILED));

        under.pass(Duration.ofMinutes(15).minus(A_MOMENT));
        assertThat(under.isRefused("alice", ATTACKER)).isTrue();
    }

    @Test
    void failuresAreForgottenAWindowAfterTheLast() {
        under.fail("alice", ATTACKER, 4);
        under.pass(Duration.ofMinutes(15).minus(A_MOMENT));
        under.fail("alice", ATTACKER, 1);
        assertThat(under.isRefused("alice", ATTACKER)).isTrue();

        under.pass(Duration.ofMinutes(15).plusSeconds(1));

        under.fail("alice", ATTACKER, 4);
        assertThat(under.isRefused("alice", ATTACKER)).isFalse();
    }

    @Test
    void aSuccessBeginsAnew() {
        under.fail("alice", HOME, 4);
        under.succeed("alice", HOME);

        under.fail("alice", HOME, 4);

        assertThat(under.isRefused("alice", HOME)).isFalse();
    }

    @Test
    void whatProvesNothingIsNotCounted() {
        for (int i = 0; i < 100; i++) {
            under.begin("alice", ATTACKER).attempt().end(SignInResult.NEITHER);
        }

        assertThat(under.isRefused("alice", ATTACKER)).isFalse();
        assertThat(under.delay("alice", HOME)).isZero();
    }

    @Test
    void anEndCountsOnce() {
        Attempt attempt = under.begin("alice", ATTACKER).attempt();

        for (int i = 0; i < 10; i++) {
            attempt.end(SignInResult.FAILED);
        }

        assertThat(under.isRefused("alice", ATTACKER)).isFalse();
    }

    @Test
    void nobodyLocksTheOwnerOutFromElsewhere() {
        under.succeed("alice", HOME);
        for (int i = 0; i < 100; i++) {
            under.fail("alice", "203.0.113." + i, 5);
        }

        assertThat(under.isRefused("alice", "203.0.113.99")).isTrue();
        assertThat(under.delay("alice", HOME)).isZero();
        assertThat(under.isRefused("alice", "198.51.100.8")).isFalse();
    }

    @Test
    void elsewhereTheAccountIsDelayedLongerAndLongerUpToTheLongestDelay() {
        under.fail("alice", "203.0.113.1", 4);
        assertThat(under.delay("alice", HOME)).isZero();

        List<Long> seconds = IntStream.range(2, 8)
                .mapToObj(i -> {
                    under.fail("alice", "203.0.113." + i, 1);
                    return under.delay("alice", HOME).toSeconds();
                })
                .toList();

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 8L, 8L);
        assertThat(under.delay("bob", HOME)).isZero();
    }

    @Test
    void aSuccessElsewhereDoesNotEndTheDelayOfOthers() {
        under.fail("alice", ATTACKER, 5);

        under.succeed("alice", HOME);

        assertThat(under.delay("alice", "203.0.113.10")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theDelayEndsAWindowAfterTheLastFailure() {
        under.fail("alice", ATTACKER, 5);

        under.pass(Duration.ofMinutes(15).minus(A_MOMENT));
        assertThat(under.delay("alice", HOME)).isEqualTo(Duration.ofSeconds(1));
        under.pass(A_MOMENT);
        assertThat(under.delay("alice", HOME)).isZero();
    }

    @Test
    void aSourceIsKnownForThirtyDaysAfterItsLastSuccess() {
        under.succeed("alice", HOME);
        under.pass(Duration.ofDays(30).minus(A_MOMENT));
        under.fail("alice", ATTACKER, 5);
        assertThat(under.delay("alice", HOME)).isZero();

        under.pass(A_MOMENT);

        assertThat(under.delay("alice", HOME)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aKnownSourceIsBlockedLikeAnyOther() {
        under.succeed("alice", HOME);

        under.fail("alice", HOME, 5);

        assertThat(under.isRefused("alice", HOME)).isTrue();
    }

    @Test
    void delayedSignInsOfASourceAreBoundedAndFurtherOnesRefused() {
        under.fail("alice", ATTACKER, 5);
        List<Admission.Admitted> waiting = new ArrayList<>();
        for (int i = 0; i < Lockout.MOST_WAITING_OF_SOURCE; i++) {
            under.fail("account-" + i, ATTACKER, 5);
            waiting.add(under.begin("account-" + i, HOME));
        }

        assertThat(under.isRefused("alice", HOME)).isTrue();
        assertThat(under.lockouts("crowded")).isEqualTo(1);
        assertThat(under.isRefused("alice", "198.51.100.8")).isFalse();

        waiting.get(0).attempt().delayed();
        assertThat(under.isRefused("alice", HOME)).isFalse();
        waiting.forEach(one -> one.attempt().end(SignInResult.NEITHER));
        assertThat(under.delay("alice", HOME)).isPositive();
    }

    @Test
    void delayedSignInsOfAllAreBounded() {
        under.fail("alice", ATTACKER, 5);
        for (int i = 0; i < Lockout.MOST_WAITING; i++) {
            under.begin("alice", "10.0." + i / 200 + '.' + i % 200);
        }

        assertThat(under.isRefused("alice", HOME)).isTrue();
        assertThat(under.isRefused("bob", HOME)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ALICE", " alice ", "Alice", "al ice", "alice\u200b", "ａｌｉｃｅ", "\u00ad\u2060alice", "alice\t"})
    void aVariantOfANameIsTheSameAccount(String variant) {
        under.fail("alice", ATTACKER, 4);

        under.fail(variant, ATTACKER, 1);

        assertThat(under.isRefused("alice", ATTACKER)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "José,Jose\u0301",
        "straße,STRASSE",
        "ΟΔΥΣΣΕΥΣ,οδυσσευς",
        "ΟΔΥΣΣΕΥΣ,οδυσσευσ",
        "ﬁona,fiona",
        "i,ı",
        "alice@example.com,Alice@EXAMPLE.com"
    })
    void namesThatSomeProviderTakesForOneAreOne(String one, String other) {
        assertThat(under.guard.account(one)).isEqualTo(under.guard.account(other));
    }

    @ParameterizedTest
    @CsvSource({"alice,bob", "alice,аlice", "José,Jose", "a.lice,alice", "alice,alice@example.com", "alice,''"})
    void otherNamesAreOthers(String one, String other) {
        assertThat(under.guard.account(one)).isNotEqualTo(under.guard.account(other));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1,2001:db8:1:2:ffff::9,true",
        "2001:db8:1:2::1,2001:db8:1:3::1,false",
        "203.0.113.9,::ffff:203.0.113.9,true",
        "203.0.113.9,203.0.113.10,false",
        "0.0.0.4,::,false",
        "unknown,,true"
    })
    void whoHasANetworkOfIpv6IsOneSource(String one, String other, boolean isSame) {
        under.fail("alice", one, 5);

        assertThat(under.isRefused("alice", Objects.requireNonNullElse(other, "")))
                .isEqualTo(isSame);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,true",
        "::ffff:10.1.2.3,true",
        "10.2.0.1,false",
        "fd00::1,true",
        "fd00:1::1,false",
        "unknown,false"
    })
    void trustedSourcesAreNeitherCountedNorDelayed(String address, boolean isTrusted) {
        under = new GuardUnderTest(new Guard.Settings(
                GuardUnderTest.lockout(5, Duration.ofMinutes(15), Duration.ofSeconds(1), "10.1.0.0/16", "fd00::/48"),
                null));
        for (int i = 0; i < 4; i++) {
            under.fail("alice", ATTACKER, 1);
            under.fail("alice", address, 1);
        }
        assertThat(under.delay("alice", HOME).isZero()).isEqualTo(isTrusted);
        under.fail("alice", ATTACKER, 1);

        for (int i = 0; i < 100 && isTrusted; i++) {
            under.fail("alice", address, 1);
        }

        assertThat(under.isRefused("alice", address)).isFalse();
        assertThat(under.delay("alice", address).isZero()).isEqualTo(isTrusted);
    }

    @Test
    void floodsOfMadeUpAccountsStayWithinTheBound() {
        under.succeed("alice", HOME);
        for (int i = 0; i < 2 * Lockout.ENTRIES; i++) {
            under.fail("made-up-" + i, ATTACKER, 1);
        }

        assertThat(under.guard.entries()).isBetween(Lockout.ENTRIES / 2L, (long) Lockout.ENTRIES);
        under.fail("alice", "203.0.113.10", 5);
        assertThat(under.isRefused("alice", "203.0.113.10")).isTrue();
        assertThat(under.delay("alice", HOME)).isZero();
    }

    @Test
    void aFloodThatNoRegionAnswersForgetsNoFailures() {
        under.fail("alice", ATTACKER, 5);
        Duration delay = under.delay("alice", HOME);
        for (int i = 0; i < 2 * Lockout.ENTRIES; i++) {
            under.begin("made-up-" + i, ATTACKER).attempt().end(SignInResult.NEITHER);
        }

        assertThat(under.isRefused("alice", ATTACKER)).isTrue();
        assertThat(under.delay("alice", HOME)).isEqualTo(delay).isPositive();
    }

    @Test
    void manyThreadsGetNoMoreGuessesThanOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> admitted = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(this::guessAtOnce))
                    .toList();
            int guesses = 0;
            for (Future<Integer> each : admitted) {
                guesses += each.get();
            }

            assertThat(guesses).isEqualTo(Failures.MOST_AT_ONCE);
        } finally {
            threads.shutdownNow();
        }
    }

    private int guessAtOnce() {
        int admitted = 0;
        for (int i = 0; i < 1000; i++) {
            admitted += under.admit("alice", ATTACKER) instanceof Admission.Admitted ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void theLogNamesTheSourceAndNobodyElse() {
        try (CapturedLog log = new CapturedLog()) {
            under.fail("alice", ATTACKER, 5);

            assertThat(log.of(Lockout.class.getName())).hasSize(1);
            assertThat(CapturedLog.fields(log.of(Lockout.class.getName()).get(0)))
                    .containsEntry("client", ATTACKER)
                    .containsEntry("seconds", 1L);
            assertThat(log.text()).doesNotContainIgnoringCase("alice");
        }
    }

    @Test
    void whereItIsOffNothingIsCounted() {
        under = new GuardUnderTest(Guard.Settings.OFF);

        under.fail("alice", ATTACKER, 100);

        assertThat(under.isRefused("alice", ATTACKER)).isFalse();
        assertThat(under.guard.isOn()).isFalse();
    }

    @Test
    void anotherProcessHasOtherDigests() {
        Guard another = new GuardUnderTest(Guard.Settings.OFF).guard;

        assertThat(another.account("alice")).isEqualTo(new GuardUnderTest(Guard.Settings.OFF).guard.account("alice"));
        assertThat(new Digests(new Random(2)).account("alice")).isNotEqualTo(another.account("alice"));
    }
}
