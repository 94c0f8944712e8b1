package io.sallyport.scenarios.jmh;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.sallyport.oidc.reissue.TokenSigner;
import io.sallyport.token.Algorithm;
import java.nio.charset.StandardCharsets;
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

/** What it takes to sign an ID token anew. JMH fills the fields before it calls. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class SigningBenchmark {

    private static final int BITS = 2048;

    /** Who signs: {@code native} or {@code jdk}. */
    @Param("native")
    public String provider;

    private byte[] text;
    private TokenSigner signer;

    /** Makes a key, and a text to sign of the usual length. */
    @Setup
    public void prepare() throws JOSEException {
        String token = SampleToken.of(Algorithm.RS256).text();
        text = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        boolean isNative = provider.equals("native");
        signer = TokenSigner.of(
                new RSAKeyGenerator(BITS).keyIDFromThumbprint(true).generate(),
                isNative ? AmazonCorrettoCryptoProvider.INSTANCE : null);
        if (signer.isNative() != isNative) {
            throw new IllegalStateException("the native provider does not sign here");
        }
    }

    /** One signature. */
    @Benchmark
    public byte[] sign() {
        return signer.sign(text);
    }
}
