package io.sallyport.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FenceTest {

    private final GuardUnderTest under = GuardUnderTest.usual();

    private boolean isFenced(String name) {
        return under.guard.isFenced(under.guard.account(name));
    }

    @Test
    void anAccountIsFencedForItsTimeUnderEverySpelling() {
        under.guard.changed(under.guard.account("alice"));

        assertThat(isFenced(" ALICE")).isTrue();
        assertThat(isFenced("bob")).isFalse();
        under.pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(isFenced("alice")).isTrue();
        under.pass(Duration.ofMillis(1));
        assertThat(isFenced("alice")).isFalse();
        assertThat(under.registry.get("sallyport.fences").counter().count()).isEqualTo(1);
    }

    @Test
    void anotherChangeFencesItAnew() {
        under.guard.changed(under.guard.account("alice"));
        under.pass(Duration.ofMinutes(6));
        under.guard.changed(under.guard.account("alice"));

        under.pass(Duration.ofMinutes(6));

        assertThat(isFenced("alice")).isTrue();
    }

    @Test
    void whereItIsOffNobodyIsFenced() {
        GuardUnderTest off = new GuardUnderTest(new Guard.Settings(GuardUnderTest.USUAL, null));

        off.guard.changed(off.guard.account("alice"));

        assertThat(off.guard.isFenced(off.guard.account("alice"))).isFalse();
        assertThat(off.guard.hasFence()).isFalse();
        assertThat(off.guard.isOn()).isTrue();
    }

    @Test
    void aStepIsItsAccountsForMinutes() {
        Digest alice = under.guard.account("alice");
        under.guard.remember("session-1", alice);

        assertThat(under.guard.continued("session-1")).isEqualTo(alice);
        assertThat(under.guard.continued("session-2")).isNull();
        under.pass(Duration.ofMinutes(15));
        assertThat(under.guard.continued("session-1")).isNull();
    }
}
