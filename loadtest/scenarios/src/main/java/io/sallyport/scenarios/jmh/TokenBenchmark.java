package io.sallyport.scenarios.jmh;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.sallyport.time.Ticker;
import io.sallyport.token.Algorithm;
import io.sallyport.token.CachedVerifier;
import io.sallyport.token.Policy;
import io.sallyport.token.Revocations;
import io.sallyport.token.SignatureChecker;
import io.sallyport.token.TokenVerifier;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.token.Verdict;
import io.sallyport.token.VerdictCache;
import io.sallyport.token.VerificationKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it takes to believe a token. JMH fills the fields before it calls. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class TokenBenchmark {

    private static final String CLIENT = "1example23456789abcdefghij";
    private static final Policy POLICY = Policy.of(Set.of(), Set.of(CLIENT), Set.of("orders/read"));
    private static final long CACHE_BYTES = 64L << 20;

    /** Who checks the signature: {@code native} or {@code jdk}. */
    @Param("native")
    public String provider;

    /** How the token is signed. */
    @Param("RS256")
    public Algorithm algorithm;

    private SampleToken token;
    private byte[] text;
    private int signed;
    private byte[] signature;
    private SignatureChecker checker;
    private TokenVerifier verifier;
    private VerificationKeys keys;
    private CachedVerifier cached;

    /** Signs the token, and lets the cache see it. */
    @Setup
    public void prepare() {
        token = SampleToken.of(algorithm);
        text = token.text().getBytes(StandardCharsets.ISO_8859_1);
        signed = token.text().lastIndexOf('.');
        signature = Base64.getUrlDecoder().decode(token.text().substring(signed + 1));
        checker = provider.equals("jdk")
                ? SignatureChecker.platform()
                : new SignatureChecker(Map.of(algorithm, AmazonCorrettoCryptoProvider.INSTANCE));
        verifier = new TokenVerifier(
                List.of(TrustedIssuer.of(SampleToken.ISSUER).withAlgorithms(Set.of(algorithm))), checker);
        VerificationKeys.Lookup found = new VerificationKeys.Found(List.of(token.key()));
        Map<String, Map<String, VerificationKeys.Lookup>> published =
                Map.of(SampleToken.ISSUER, Map.of(token.key().kid(), found));
        keys = (issuer, kid) -> published.get(issuer).getOrDefault(kid, VerificationKeys.Unknown.INSTANCE);
        VerdictCache cache = new VerdictCache(CACHE_BYTES, Ticker.system(), VerdictCache.Observer.NONE);
        cached = new CachedVerifier(verifier, keys, cache, Revocations.NONE);
        if (!(cached() instanceof Verdict.Accepted) || !(verdict() instanceof Verdict.Accepted) || !signature()) {
            throw new IllegalStateException("the sample is refused");
        }
    }

    /** A signature alone. */
    @Benchmark
    public boolean signature() {
        return checker.verifies(algorithm, token.key().key(), text, signed, signature);
    }

    /** From a text to a verdict. */
    @Benchmark
    public Verdict verdict() {
        return verifier.verify(token.text(), keys, POLICY, SampleToken.NOW);
    }

    /** The same where the cache knows it: digest, look-up, time, key, policy, revocation. */
    @Benchmark
    public Verdict cached() {
        return cached.verify(token.text(), POLICY, SampleToken.NOW);
    }
}
