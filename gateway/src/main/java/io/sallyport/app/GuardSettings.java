package io.sallyport.app;

import io.sallyport.config.SallyportConfig;
import io.sallyport.guard.Guard;
import io.sallyport.guard.source.Network;

/** Maps the configuration to the settings of the guard. */
final class GuardSettings {

    private GuardSettings() {}

    static Guard.Settings of(SallyportConfig config) {
        var lockout = config.guard().lockout();
        var fence = config.guard().fence();
        return new Guard.Settings(
                lockout.enabled() ? lockout(lockout) : null, fence.enabled() ? fence.duration() : null);
    }

    private static Guard.LockoutSettings lockout(io.sallyport.config.Guard.Lockout lockout) {
        return new Guard.LockoutSettings(
                lockout.attempts(),
                lockout.window(),
                lockout.block(),
                lockout.delay(),
                lockout.maxDelay(),
                lockout.trusted().stream()
                        .map(cidr -> new Network(cidr.network(), cidr.prefixLength()))
                        .toList());
    }
}
