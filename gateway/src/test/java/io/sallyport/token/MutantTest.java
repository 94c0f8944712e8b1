package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is done to a token, the verdict is a refusal: no exception, no acceptance. */
class MutantTest {

    private static final TokenMint MINT = TokenMint.of("ec", Algorithm.ES256);
    private static final String GOOD = MINT.token(SampleClaims.good());
    private static final KeysInMemory KEYS = new KeysInMemory().with(ISSUER, MINT.jwk());
    private static final List<TokenVerifier> VERIFIERS = NativeProvider.checkers().values().stream()
            .map(checker -> new TokenVerifier(
                    List.of(TrustedIssuer.of(ISSUER).withAlgorithms(Set.of(Algorithm.ES256))), checker))
            .toList();

    /** The verdict on which the JDK and the native provider agree. */
    private static Verdict verify(String token) {
        List<Verdict> verdicts = VERIFIERS.stream()
                .map(verifier -> verifier.verify(token, KEYS, Policy.ANY, NOW))
                .distinct()
                .toList();
        assertThat(verdicts).hasSize(1);
        return verdicts.get(0);
    }

    @Property(tries = 1000)
    void oneLetterChanged(@ForAll @IntRange(max = 10_000) int at, @ForAll char letter) {
        StringBuilder mutant = new StringBuilder(GOOD);
        mutant.setCharAt(at % GOOD.length(), letter);

        if (!mutant.toString().equals(GOOD)) {
            assertThat(verify(mutant.toString())).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Property(tries = 500)
    void cutAndDoubled(@ForAll @IntRange(max = 10_000) int from, @ForAll @IntRange(max = 10_000) int to) {
        int start = from % GOOD.length();
        int end = to % GOOD.length();

        assertThat(verify(GOOD.substring(0, end) + GOOD.substring(start)).equals(verify(GOOD)))
                .isEqualTo(start == end);
    }

    @Property(tries = 1000)
    void anyText(@ForAll String text) {
        assertThat(verify(text)).isInstanceOf(Verdict.Refused.class);
    }

    @Property(tries = 1000)
    void anyJsonLikeText(@ForAll String header, @ForAll String payload) {
        assertThat(verify(encode("{\"alg\":\"ES256\",\"kid\":\"ec\",\"x\":" + header) + "." + encode("{" + payload)
                        + ".AA"))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Property(tries = 1000)
    void anyBytesSigned(@ForAll byte[] payload) {
        String header = encode("{\"alg\":\"ES256\",\"kid\":\"ec\"}");

        assertThat(verify(MINT.signParts(header, TokenMint.encode(payload)))).isInstanceOf(Verdict.Refused.class);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
