package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedVerifierTest {

    private static final TokenMint MINT = TokenMint.rs256("key-1");

    private final AtomicLong nanos = new AtomicLong();
    private final Lookups lookups = new Lookups();
    private final VerdictCache cache = new VerdictCache(1 << 20, nanos::get, lookups);
    private final KeysInMemory keys = new KeysInMemory().with(ISSUER, MINT.jwk());
    private final RevocationList revocations =
            new RevocationList(10, Duration.ofDays(30), () -> NOW, RevocationList.Observer.NONE);
    private final CachedVerifier verifier = new CachedVerifier(
            new TokenVerifier(List.of(TrustedIssuer.of(ISSUER)), SignatureChecker.platform()),
            keys,
            cache,
            revocations);
    private final String token = MINT.token(SampleClaims.good());

    private static final class Lookups implements VerdictCache.Observer {
        private final AtomicInteger hits = new AtomicInteger();
        private final AtomicInteger misses = new AtomicInteger();

        @Override
        public void hit() {
            hits.incrementAndGet();
        }

        @Override
        public void miss() {
            misses.incrementAndGet();
        }
    }

    private Verdict verify(Instant now) {
        return verifier.verify(token, Policy.ANY, now);
    }

    @Test
    void secondTimeComesFromTheCache() {
        Verdict first = verify(NOW);

        Verdict second = verify(NOW);

        assertThat(second).isInstanceOf(Verdict.Accepted.class).isSameAs(first);
        assertThat(lookups.hits).hasValue(1);
        assertThat(lookups.misses).hasValue(1);
    }

    @Test
    void cachedTokenExpires() {
        verify(NOW);

        assertThat(verify(NOW.plusSeconds(929))).isInstanceOf(Verdict.Accepted.class);
        assertThat(verify(NOW.plusSeconds(930))).isEqualTo(new Verdict.Refused(Refusal.EXPIRED, ISSUER));
    }

    @Test
    void entryLivesAsLongAsItsToken() {
        verify(NOW);

        nanos.set(TimeUnit.SECONDS.toNanos(900) - 1);
        assertThat(cache.get(TokenDigest.of(token))).isNotNull();
        nanos.set(TimeUnit.SECONDS.toNanos(900));
        assertThat(cache.get(TokenDigest.of(token))).isNull();
    }

    @Test
    void withdrawnKeyRefusesItsCachedTokens() {
        verify(NOW);

        keys.withdraw(ISSUER, "key-1");

        assertThat(verify(NOW)).isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_KEY, ISSUER));
        assertThat(cache.size()).isZero();
    }

    @Test
    void policyIsAskedOnEachHit() {
        verify(NOW);

        Verdict verdict = verifier.verify(token, Policy.of(Set.of(), Set.of(), Set.of("admin")), NOW);

        assertThat(verdict).isEqualTo(new Verdict.Refused(Refusal.INSUFFICIENT_SCOPE, ISSUER));
        assertThat(verify(NOW)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void revokedTokenIsRefusedOnTheNextRequest() {
        verify(NOW);

        revocations.note(new Revocation.OfToken(TokenMark.of(token)));

        assertThat(verify(NOW)).isEqualTo(new Verdict.Refused(Refusal.REVOKED, ISSUER));
    }

    @Test
    void tokenIsRevokedByTheDigestOfItsWholeText() {
        verify(NOW);

        revocations.note(new Revocation.OfToken(new TokenMark(TokenDigest.of(token))));

        assertThat(verify(NOW)).isEqualTo(new Verdict.Refused(Refusal.REVOKED, ISSUER));
    }

    @Test
    void theOtherSignatureThatIsAsGoodIsRevokedWithTheToken() {
        TokenMint ec = TokenMint.of("ec", Algorithm.ES256);
        keys.with(ISSUER, ec.jwk());
        TrustedIssuer issuer = TrustedIssuer.of(ISSUER).withAlgorithms(Set.of(Algorithm.ES256));
        CachedVerifier verifying = new CachedVerifier(
                new TokenVerifier(List.of(issuer), SignatureChecker.platform()), keys, cache, revocations);
        String one = ec.token(SampleClaims.but("jti", null));
        String other = otherSignature(one);
        assertThat(other).isNotEqualTo(one);
        assertThat(verifying.verify(other, Policy.ANY, NOW)).isInstanceOf(Verdict.Accepted.class);

        revocations.note(new Revocation.OfToken(TokenMark.of(one)));

        Verdict revoked = new Verdict.Refused(Refusal.REVOKED, ISSUER);
        assertThat(verifying.verify(one, Policy.ANY, NOW)).isEqualTo(revoked);
        assertThat(verifying.verify(other, Policy.ANY, NOW)).isEqualTo(revoked);
        assertThat(verifying.verify(ec.token(SampleClaims.but("jti", null)), Policy.ANY, NOW))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void whoKnowsATokenButForItsSignatureCannotRevokeIt() {
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1);

        revocations.note(new Revocation.OfToken(TokenMark.of(unsigned + "made-up")));
        revocations.note(new Revocation.OfToken(TokenMark.of(unsigned)));

        assertThat(verify(NOW)).isInstanceOf(Verdict.Accepted.class);
    }

    /** (r, n - s) in the place of (r, s). */
    private static String otherSignature(String token) {
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        byte[] s = order.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
                .toByteArray();
        Arrays.fill(signature, 32, 64, (byte) 0);
        int length = Math.min(32, s.length);
        System.arraycopy(s, s.length - length, signature, 64 - length, length);
        return token.substring(0, dot + 1) + TokenMint.encode(signature);
    }

    @Test
    void cacheIsBoundedByWeight() {
        VerdictCache small = new VerdictCache(5_000, nanos::get, VerdictCache.Observer.NONE);
        CachedVerifier bounded = new CachedVerifier(
                new TokenVerifier(List.of(TrustedIssuer.of(ISSUER)), SignatureChecker.platform()),
                keys,
                small,
                Revocations.NONE);

        for (int i = 0; i < 20; i++) {
            bounded.verify(MINT.token(SampleClaims.but("jti", "t" + i)), Policy.ANY, NOW);
        }

        assertThat(small.size()).isBetween(1L, 7L);
    }
}
