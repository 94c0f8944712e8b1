package io.sallyport.token;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An issuer whose tokens are believed, and within which limits.
 *
 * @param issuer compared with {@code iss} letter by letter
 * @param algorithms those that its tokens may use; at least one
 * @param tokenTypes values of the header's {@code typ} that an access token may have, beside none; without regard to case and
 *     to a leading {@code application/} (RFC 7515 §4.1.9)
 * @param parties which audiences or clients are accepted from it, before any policy is asked
 * @param skew how far its clock may differ from ours; 0 to 5 minutes
 */
public record TrustedIssuer(
        String issuer, Set<Algorithm> algorithms, Set<String> tokenTypes, Policy.Parties parties, Duration skew) {

    private static final String MEDIA_PREFIX = "application/";
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /** Refuses an empty issuer, an empty list of algorithms, a skew out of range. */
    public TrustedIssuer {
        if (issuer.isEmpty() || algorithms.isEmpty()) {
            throw new IllegalArgumentException("a trusted issuer needs a name and at least one algorithm");
        }
        if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("skew is 0 to 5 minutes: " + skew);
        }
        algorithms = Set.copyOf(EnumSet.copyOf(algorithms));
        tokenTypes = tokenTypes.stream().map(TrustedIssuer::plainType).collect(Collectors.toUnmodifiableSet());
    }

    /** RS256, {@code JWT} and {@code at+jwt} (RFC 9068), any party, 30 s of skew. */
    public static TrustedIssuer of(String issuer) {
        return new TrustedIssuer(
                issuer, Set.of(Algorithm.RS256), Set.of("JWT", "at+jwt"), Policy.Parties.ANY, Duration.ofSeconds(30));
    }

    /** The same with other algorithms. */
    public TrustedIssuer withAlgorithms(Set<Algorithm> others) {
        return new TrustedIssuer(issuer, others, tokenTypes, parties, skew);
    }

    /** The same with other token types. */
    public TrustedIssuer withTokenTypes(Set<String> others) {
        return new TrustedIssuer(issuer, algorithms, others, parties, skew);
    }

    /** The same with other parties. */
    public TrustedIssuer withParties(Policy.Parties others) {
        return new TrustedIssuer(issuer, algorithms, tokenTypes, others, skew);
    }

    /** The same with another skew. */
    public TrustedIssuer withSkew(Duration other) {
        return new TrustedIssuer(issuer, algorithms, tokenTypes, parties, other);
    }

    boolean takesType(@Nullable String typ) {
        return typ == null || tokenTypes.contains(plainType(typ));
    }

    private static String plainType(String typ) {
        String lower = typ.toLowerCase(Locale.ROOT);
        return lower.startsWith(MEDIA_PREFIX) ? lower.substring(MEDIA_PREFIX.length()) : lower;
    }
}
