package io.sallyport.guard;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.guard.source.Network;
import io.sallyport.metrics.GuardMeters;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A guard whose time a test governs. */
final class GuardUnderTest {

    /** Those that the configuration has where it says nothing. */
    static final Guard.LockoutSettings USUAL = lockout(5, Duration.ofMinutes(15), Duration.ofSeconds(1));

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Guard guard;

    GuardUnderTest(Guard.Settings settings) {
        guard = new Guard(settings, now::get, new Random(1), new GuardMeters(registry));
    }

    static GuardUnderTest usual() {
        return new GuardUnderTest(new Guard.Settings(USUAL, Duration.ofMinutes(10)));
    }

    static Guard.LockoutSettings lockout(int attempts, Duration block, Duration delay, String... trusted) {
        return new Guard.LockoutSettings(
                attempts,
                Duration.ofMinutes(15),
                block,
                delay,
                Duration.ofSeconds(8),
                List.of(trusted).stream().map(GuardUnderTest::network).toList());
    }

    private static Network network(String text) {
        String[] parts = text.split("/", -1);
        try {
            return new Network(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Begins a sign-in; fails the test where it is refused. */
    Admission.Admitted begin(String account, String source) {
        return admit(account, source) instanceof Admission.Admitted admitted ? admitted : refusedInTest(account);
    }

    private static Admission.Admitted refusedInTest(String account) {
        throw new AssertionError(account + " was refused");
    }

    Admission admit(String account, String source) {
        return guard.admit(guard.account(account), source);
    }

    /** Whether a sign-in would be refused now. */
    boolean isRefused(String account, String source) {
        if (admit(account, source) instanceof Admission.Admitted admitted) {
            admitted.attempt().end(SignInResult.NEITHER);
            return false;
        }
        return true;
    }

    /** How long a sign-in would be kept waiting now. */
    Duration delay(String account, String source) {
        Admission.Admitted admitted = begin(account, source);
        admitted.attempt().end(SignInResult.NEITHER);
        return admitted.delay();
    }

    void fail(String account, String source, int times) {
        for (int i = 0; i < times; i++) {
            begin(account, source).attempt().end(SignInResult.FAILED);
        }
    }

    void succeed(String account, String source) {
        begin(account, source).attempt().end(SignInResult.SUCCEEDED);
    }

    double lockouts(String reason) {
        return registry.get("sallyport.lockouts")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
