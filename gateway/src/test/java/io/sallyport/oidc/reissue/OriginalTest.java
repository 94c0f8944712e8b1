package io.sallyport.oidc.reissue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.token.IdToken;
import io.sallyport.token.IdTokenVerdict;
import io.sallyport.token.IdTokenVerifier;
import io.sallyport.token.KeysInMemory;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.SignatureChecker;
import io.sallyport.token.TokenMint;
import io.sallyport.token.TrustedIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a token that is signed anew, and the way back to the one that it was made of. */
class OriginalTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final String ISSUER = SampleClaims.ISSUER;
    private static final String OWN = SampleKeys.ISSUER;
    private static final TokenMint REGION = TokenMint.rs256("key-1");
    private static final TokenMint GATEWAY = TokenMint.rs256("own-1");
    private static final String HASH = "77QmUPtjPfzWtF2AnpK9RQ";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private static final String REST = "\"sub\":\"alice\",\"aud\":\"web\",\"iat\":1794999990,\"exp\":1795000900";

    private final KeyRing ring = SampleKeys.RING;
    private final KeysInMemory keys =
            new KeysInMemory().with(ISSUER, REGION.jwk()).with(OWN, GATEWAY.jwk());
    private final IdTokenVerifier verifier =
            new IdTokenVerifier(List.of(TrustedIssuer.of(ISSUER), TrustedIssuer.of(OWN)), SignatureChecker.platform());

    private IdToken genuine(String token) {
        IdTokenVerdict verdict = verifier.identify(token, keys);
        assertThat(verdict).as(token).isInstanceOf(IdTokenVerdict.Genuine.class);
        return ((IdTokenVerdict.Genuine) verdict).token();
    }

    private static String signed(String payload) {
        return REGION.sign("{\"kid\":\"key-1\",\"alg\":\"RS256\"}", payload);
    }

    /** The payload under the gateway's name. */
    private String anew(String original, @Nullable String hash) {
        IdToken token = genuine(original);
        PayloadText.Made made = PayloadText.of(token, OWN, hash);
        return new String(
                made.text().withOriginal(Original.of(WEST, token, made.back()).sealed(ring)), StandardCharsets.UTF_8);
    }

    private Optional<Original> original(String payload) {
        return Original.of(genuine(GATEWAY.sign("{\"kid\":\"own-1\",\"alg\":\"RS256\"}", payload)), ring);
    }

    /** Odd, but strict JSON: what stands where, how it is spelled, what numbers there are. */
    static Stream<String> payloads() {
        return Stream.of(
                "{\"iss\":\"" + ISSUER + "\"," + REST + "}",
                "{" + REST + ",\"iss\":\"" + ISSUER + "\"}",
                "{" + REST + ",\"at_hash\":\"" + HASH + "\",\"iss\":\"" + ISSUER + "\"}",
                "{\"iss\":\"" + ISSUER + "\",\"at_hash\":\"x\"," + REST + "}",
                "{ \"iss\" :\t\"" + ISSUER + "\" ,\n" + REST + "\n}\r\n ",
                "{\"\\u0069ss\":\"" + ISSUER.replace("/", "\\/") + "\"," + REST + "}",
                "{\"a\":{\"iss\":\"inner\",\"at_hash\":\"inner\"},\"iss\":\"" + ISSUER + "\"," + REST + "}",
                "{\"iss\":\"" + ISSUER + "\"," + REST
                        + ",\"n\":[1.0,1e400,-0,0.10,12345678901234567890123],\"deep\":{\"x\":[{\"y\":null}]}}",
                "{\"iss\":\"" + ISSUER + "\"," + REST + ",\"name\":\"Zo\u00eb \ud83d\ude00 \\\"}\"}",
                "{\"iss\":\"" + ISSUER + "\"," + REST + ",\"evil\":\"\\\"" + IdToken.ORIGINAL + "\\\":\\\"\"}",
                "{\"iss\":\"" + ISSUER + "\"," + REST + ",\"x\":{\"" + IdToken.ORIGINAL + "\":\"y\"}}");
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void everythingButIssuerAndHashStaysAndTheOriginalComesBackByteForByte(String payload) throws IOException {
        String original = signed(payload);

        for (String hash : new String[] {HASH, null}) {
            String anew = anew(original, hash);

            ObjectNode before = (ObjectNode) JSON.readTree(payload);
            ObjectNode after = (ObjectNode) JSON.readTree(anew);
            assertThat(after.remove("iss").textValue()).isEqualTo(OWN);
            assertThat(before.remove("iss").textValue()).isEqualTo(ISSUER);
            assertThat(after.remove(IdToken.ORIGINAL).isTextual()).isTrue();
            if (hash != null) {
                assertThat(after.remove("at_hash").textValue()).isEqualTo(hash);
                before.remove("at_hash");
            }
            assertThat(after.toString()).isEqualTo(before.toString());
            Original found = original(anew).orElseThrow();
            assertThat(found.region()).isEqualTo(WEST);
            assertThat(found.text(anew.getBytes(StandardCharsets.UTF_8))).isEqualTo(original);
        }
    }

    @Test
    void theOriginalMakesATokenLongerByLittle() {
        String original = signed("{\"iss\":\"" + ISSUER + "\",\"at_hash\":\"" + HASH + "\"," + REST + ",\"pad\":\""
                + "x".repeat(1000) + "\"}");

        assertThat(anew(original, HASH)).hasSizeLessThan(1000 + 1000);
    }

    @Test
    void anotherGatewaysSealDoesNotOpen() {
        String anew = anew(signed("{\"iss\":\"" + ISSUER + "\"," + REST + "}"), HASH);
        KeyRing other = KeyRing.create();

        assertThat(Original.of(genuine(GATEWAY.sign("{\"kid\":\"own-1\",\"alg\":\"RS256\"}", anew)), other))
                .isEmpty();
    }

    /** Signed by the gateway all the same: the seal alone decides. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"sallyport_original\":\"\"",
                ",\"sallyport_original\":\"!\"",
                ",\"sallyport_original\":\"AAAA\"",
                ",\"sallyport_original\":7",
                ",\"sallyport_original\":{\"sallyport_original\":\"AAAA\"}"
            })
    void whatIsNoSealDoesNotOpen(String claim) {
        assertThat(original("{\"iss\":\"" + OWN + "\"," + REST + claim + "}")).isEmpty();
    }

    @Test
    void everyCharacterOfTheSealCounts() {
        String anew = anew(signed("{\"iss\":\"" + ISSUER + "\"," + REST + "}"), HASH);
        int from = anew.indexOf(IdToken.ORIGINAL) + IdToken.ORIGINAL.length() + 3;
        int to = anew.length() - 2;

        for (int i = from; i < to; i += 7) {
            char other = anew.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(original(anew.substring(0, i) + other + anew.substring(i + 1)))
                    .isEmpty();
        }
        assertThat(original(anew)).isPresent();
    }

    @Test
    void anotherSealOfTheSameRingIsNone() {
        String flow = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ring.seal(new byte[] {1, 0, 0}, "sallyport-flow-x"));

        assertThat(original("{\"iss\":\"" + OWN + "\"," + REST + ",\"sallyport_original\":\"" + flow + "\"}"))
                .isEmpty();
    }
}
