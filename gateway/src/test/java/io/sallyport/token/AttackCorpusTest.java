package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each attack is refused as an invalid token, for the reason that it deserves, and leaves nothing in the cache. */
class AttackCorpusTest {

    /** The strictest sensible setting for most attacks: the key that they abuse is trusted, and all algorithms allowed. */
    private static final TrustedIssuer TRUSTED =
            TrustedIssuer.of(ISSUER).withAlgorithms(EnumSet.allOf(Algorithm.class));

    /** Each attack, on the JDK and on the native provider where there is one. */
    static Stream<Arguments> attacks() {
        return NativeProvider.checkers().entrySet().stream().flatMap(checker -> AttackCorpus.attacks()
                .map(attack -> Arguments.of(attack, Named.of(checker.getKey(), checker.getValue()))));
    }

    @ParameterizedTest(name = "{0} ({1})")
    @MethodSource("attacks")
    void isRefused(Attack attack, SignatureChecker signatures) {
        TokenVerifier verifier = new TokenVerifier(List.of(TRUSTED), signatures);
        VerdictCache cache = new VerdictCache(1 << 20, () -> 0, VerdictCache.Observer.NONE);
        CachedVerifier cached = new CachedVerifier(verifier, attack.keys(), cache, Revocations.NONE);

        Verdict verdict = cached.verify(attack.token(), attack.policy(), NOW);

        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        Refusal reason = ((Verdict.Refused) verdict).reason();
        assertThat(reason).isEqualTo(attack.refusal());
        assertThat(reason.error()).isEqualTo(Refusal.BearerError.INVALID_TOKEN);
        assertThat(reason.error().status()).isEqualTo(401);
        assertThat(cache.size()).isZero();
    }
}
