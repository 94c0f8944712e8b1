package io.sallyport.regions.signin;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.regions.token.Secrets;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time codes (RFC 6238): six digits, 30 s, one step of drift either way, each code good once. */
public final class Totp {

    private static final int STEPS_OF_DRIFT = 1;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final InstantSource clock;
    private final Cache<String, String> used =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(3)).build();

    /** Reads the time from {@code clock}. */
    public Totp(InstantSource clock) {
        this.clock = clock;
    }

    /** The code of {@code base32Secret} now. */
    public String now(String base32Secret) {
        return code(base32Secret, clock.instant());
    }

    boolean accept(String sub, String base32Secret, String code) {
        for (int step = -STEPS_OF_DRIFT; step <= STEPS_OF_DRIFT; step++) {
            Instant at = clock.instant().plus(generator.getTimeStep().multipliedBy(step));
            if (Secrets.same(code(base32Secret, at), code)) {
                return used.asMap().putIfAbsent(sub + ' ' + code, code) == null;
            }
        }
        return false;
    }

    private String code(String base32Secret, Instant at) {
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(Base32.decode(base32Secret), generator.getAlgorithm()), at);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("any bytes are an HMAC key", impossible);
        }
    }
}
