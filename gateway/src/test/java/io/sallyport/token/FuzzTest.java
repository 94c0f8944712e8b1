package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Spoilt bytes under a genuine signature, which lets them reach every parser: never an exception, and what is accepted says
 * to another strict parser too what it was accepted for.
 *
 * <p>Each property takes jqwik's default of 1,000 tries, for a longer run {@code -Djqwik.tries.default=1000000}. jqwik and not
 * Jazzer: Jazzer fuzzes one method a JVM by an agent and only when told so by the environment, else it replays its corpus; these
 * run, bounded, in every build.
 */
class FuzzTest {

    private static final TokenMint MINT = TokenMint.of("ed", Algorithm.EDDSA);
    private static final byte[] HEADER = bytes(MINT.header());
    private static final byte[] PAYLOAD = bytes(SampleClaims.good());
    private static final String GOOD = MINT.token(SampleClaims.good());
    private static final List<TokenMint> PUBLISHED =
            List.of(MINT, TokenMint.rs256("rsa"), TokenMint.of("ec", Algorithm.ES256));
    private static final KeysInMemory KEYS = new KeysInMemory().with(ISSUER, MINT.jwk());
    private static final TokenVerifier VERIFIER = new TokenVerifier(
            List.of(TrustedIssuer.of(ISSUER).withAlgorithms(Set.of(Algorithm.EDDSA))),
            NativeProvider.isHere() ? NativeProvider.checker() : SignatureChecker.platform());
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static byte[] bytes(Map<String, ?> json) {
        return JSONObjectUtils.toJSONString(json).getBytes(StandardCharsets.UTF_8);
    }

    private static Verdict verify(String token) {
        return VERIFIER.verify(token, KEYS, Policy.ANY, NOW);
    }

    private static String signed(byte[] header, byte[] payload) {
        return MINT.signParts(TokenMint.encode(header), TokenMint.encode(payload));
    }

    @Property
    void spoiltPayload(@ForAll long seed) throws IOException {
        byte[] payload = new ByteMutator(seed).mutant(PAYLOAD);

        if (verify(signed(HEADER, payload)) instanceof Verdict.Accepted accepted) {
            JsonNode claims = STRICT.readTree(payload);
            assertThat(claims.path("iss").textValue()).isEqualTo(ISSUER);
            assertThat(claims.path("exp").asLong())
                    .isEqualTo(accepted.claims().expiresAt().getEpochSecond())
                    .isGreaterThan(NOW.getEpochSecond() - 30);
            assertThat(claims.path("sub").textValue())
                    .isEqualTo(accepted.claims().subject());
            assertThat(claims.has("cnf")).isFalse();
        }
    }

    @Property
    void spoiltHeader(@ForAll long seed) throws IOException {
        byte[] header = new ByteMutator(seed).mutant(HEADER);

        if (verify(signed(header, PAYLOAD)) instanceof Verdict.Accepted) {
            JsonNode members = STRICT.readTree(header);
            assertThat(members.path("alg").textValue()).isEqualTo("EdDSA");
            assertThat(members.path("kid").textValue()).isEqualTo("ed");
            assertThat(members.has("crit")).isFalse();
        }
    }

    @Property
    void spoiltText(@ForAll long seed) {
        String mutant = new String(
                new ByteMutator(seed).mutant(GOOD.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);

        if (!mutant.equals(GOOD)) {
            assertThat(verify(mutant)).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Property
    void spoiltParts(@ForAll long seed) {
        ByteMutator mutator = new ByteMutator(seed);
        String mutant = TokenMint.encode(mutator.mutant(HEADER))
                + '.'
                + TokenMint.encode(mutator.mutant(PAYLOAD))
                + '.'
                + TokenMint.encode(
                        mutator.mutant(Base64.getUrlDecoder().decode(GOOD.substring(GOOD.lastIndexOf('.') + 1))));

        if (!mutant.equals(GOOD)) {
            assertThat(verify(mutant)).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Property
    void spoiltKey(@ForAll long seed) {
        TokenMint published = PUBLISHED.get((int) Long.remainderUnsigned(seed, PUBLISHED.size()));
        String mutant = new String(new ByteMutator(seed).mutant(bytes(published.jwk())), StandardCharsets.UTF_8);

        JWK jwk;
        try {
            jwk = JWK.parse(mutant);
        } catch (ParseException | RuntimeException e) {
            // As in production: what is no JWK is no key.
            return;
        }
        JwkReader.read(jwk, "us-west-2")
                .filter(key -> !key.algorithms().isEmpty())
                .ifPresent(key -> {
                    assertThat(key.kid()).isNotEmpty();
                    assertThat(
                                    key.key() instanceof RSAPublicKey rsa
                                            ? rsa.getModulus().bitLength()
                                            : 2048)
                            .isGreaterThanOrEqualTo(2048);
                });
    }
}
