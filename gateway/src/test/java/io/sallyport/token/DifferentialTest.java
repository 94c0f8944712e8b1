package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two libraries, one verdict: over ten thousand tokens, good and broken, jose4j and the gateway agree, but where the gateway
 * refuses on purpose what jose4j takes ({@link Stricter}). It never accepts what jose4j refuses.
 */
class DifferentialTest {

    private static final String AUDIENCE = "https://api.example.com";
    private static final Policy POLICY = Policy.of(Set.of(AUDIENCE), Set.of(), Set.of());
    private static final int ROUNDS = 310;
    private static final long SEED = 20_261_120;

    /** By how often they come up: the larger curves take the JDK milliseconds. */
    private static final List<Algorithm> TURNS = List.of(
                    Collections.nCopies(10, Algorithm.RS256),
                    Collections.nCopies(5, Algorithm.ES256),
                    Collections.nCopies(5, Algorithm.EDDSA),
                    Collections.nCopies(4, Algorithm.PS256),
                    Collections.nCopies(4, Algorithm.RS384),
                    Collections.nCopies(4, Algorithm.RS512),
                    Collections.nCopies(3, Algorithm.PS384),
                    Collections.nCopies(3, Algorithm.PS512),
                    Collections.nCopies(1, Algorithm.ES384),
                    Collections.nCopies(1, Algorithm.ES512))
            .stream()
            .flatMap(List::stream)
            .toList();

    private record Sample(String name, String token) {}

    private final TokenVerifier verifier = new TokenVerifier(
            List.of(TrustedIssuer.of(ISSUER).withAlgorithms(EnumSet.allOf(Algorithm.class))),
            NativeProvider.isHere() ? NativeProvider.checker() : SignatureChecker.platform());
    private final KeysInMemory keys = DifferentialKeys.inMemory();
    private final Jose4j jose4j = new Jose4j(DifferentialKeys.jwks(), AUDIENCE);

    private static Stream<Sample> samples() {
        Random random = new Random(SEED);
        Map<Algorithm, String> good = new EnumMap<>(Algorithm.class);
        List<Mutation> mutations = Stream.of(TextMutations.all(), SignedMutations.all())
                .flatMap(List::stream)
                .toList();
        return Stream.iterate(0, round -> round + 1).limit(ROUNDS).flatMap(round -> mutations.stream()
                .map(mutation -> {
                    TokenMint mint = DifferentialKeys.of(TURNS.get(random.nextInt(TURNS.size())));
                    String base = good.computeIfAbsent(
                            Algorithm.valueOf(mint.kid().toUpperCase(java.util.Locale.ROOT)),
                            algorithm -> mint.token(SampleClaims.good()));
                    return new Sample(mutation.name(), mutation.maker().make(random, mint, base));
                }));
    }

    @Test
    void bothLibrariesAgree() throws GeneralSecurityException {
        Set<Stricter> seen = new HashSet<>();
        Map<String, int[]> counts = new TreeMap<>();

        samples().forEach(sample -> {
            Verdict ours = verifier.verify(sample.token(), keys, POLICY, NOW);
            boolean theirs = jose4j.accepts(sample.token());
            counts.computeIfAbsent(sample.name(), name -> new int[2])[theirs ? 1 : 0]++;
            if (ours instanceof Verdict.Accepted) {
                assertThat(theirs)
                        .as("accepted by us alone: %s %s", sample.name(), sample.token())
                        .isTrue();
            } else if (theirs) {
                seen.add(Stricter.than(sample.name(), ((Verdict.Refused) ours).reason(), sample.token()));
            }
        });

        assertThat(counts.values().stream().mapToInt(each -> each[0] + each[1]).sum())
                .isGreaterThan(10_000);
        assertThat(seen).isEqualTo(Stricter.here());
    }
}
