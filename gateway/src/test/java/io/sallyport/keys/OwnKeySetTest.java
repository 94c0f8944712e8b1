package io.sallyport.keys;

import static io.sallyport.token.SampleClaims.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import io.sallyport.token.Verdict;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The gateway's own keys among those of the regions. */
class OwnKeySetTest {

    private static final String OWN_ISSUER = "https://id.example.com";
    private static final TokenMint OWN = TokenMint.rs256("own-1");
    private static final TokenMint OTHER = TokenMint.rs256("own-1");
    private static final TokenMint REGIONS = TokenMint.rs256("key-1");

    @RegisterExtension
    final RunningKeys running = new RunningKeys();

    @BeforeEach
    void own() {
        running.own = new OwnKeySet(OWN_ISSUER, TokenMint.jwks(OWN));
    }

    private static List<String> published(JwksKeys keys) {
        return keys.publicJwks()
                .map(OwnKeySetTest::parsed)
                .map(set -> set.getKeys().stream().map(key -> key.getKeyID()).toList())
                .orElse(List.of());
    }

    private static JWKSet parsed(String jwks) {
        try {
            return JWKSet.parse(jwks);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isPublishedFirstAndThroughAnOutage() {
        running.west.publish(REGIONS);
        running.east.publish(REGIONS);
        JwksKeys keys = running.started(running.denied());
        assertThat(published(keys)).containsExactly("own-1", "key-1");

        running.west.stop();
        running.east.stop();
        keys.refresh().await();

        assertThat(published(keys)).containsExactly("own-1", "key-1");
    }

    @Test
    void theOrderIsThatOfConfigurationWhicheverRegionAnswersFirst() {
        running.west.publish(TokenMint.rs256("key-2"));
        running.east.publish(REGIONS);
        running.west.stop();
        JwksKeys keys = running.started(running.denied());
        assertThat(published(keys)).containsExactly("own-1", "key-1");

        running.west.startAgain();
        keys.refresh().await();

        assertThat(published(keys)).containsExactly("own-1", "key-2", "key-1");
    }

    @Test
    void nothingIsPublishedBeforeARegionsKeyIsInHand() {
        running.west.stop();
        running.east.stop();

        JwksKeys keys = running.started(running.denied());

        assertThat(keys.publicJwks()).isEmpty();
        assertThat(keys.inHand()).isFalse();
    }

    @Test
    void aDeniedOneIsPublishedNoMore() {
        running.west.publish(REGIONS);
        running.east.publish(REGIONS);
        DeniedKeys denied = running.denied();
        JwksKeys keys = running.started(denied);

        denied.deny(DeniedKey.ofAnyIssuer("own-1")).await();

        await().until(() -> published(keys).equals(List.of("key-1")));
        denied.allow(DeniedKey.ofAnyIssuer("own-1")).await();
        denied.deny(new DeniedKey(OWN_ISSUER, "own-1")).await();
        denied.deny(DeniedKey.ofAnyIssuer("key-1")).await();
        await().until(() -> published(keys).isEmpty());
    }

    @Test
    void aRegionThatGivesItsIdToAnotherKeyIsAlarmed() {
        running.west.publish(OTHER);
        running.east.publish(REGIONS);

        JwksKeys keys = running.started(running.denied());

        assertThat(running.observer.collisions).containsExactly("own-1");
        assertThat(published(keys)).containsExactly("own-1", "own-1", "key-1");
    }

    @Test
    void signsInNoRegionsName() {
        running.west.publish(REGIONS);
        running.east.publish(REGIONS);
        TokenValidation validation = running.validation(running.started(running.denied()));

        assertThat(RunningKeys.verdict(validation, OWN)).isInstanceOf(Verdict.Refused.class);
        assertThat(RunningKeys.verdict(validation, REGIONS)).isInstanceOf(Verdict.Accepted.class);
        assertThat(SampleClaims.good().get("iss")).isEqualTo(ISSUER);
    }

    @Test
    void whatIsNoKeySetIsRefused() {
        for (String text : List.of("", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}")) {
            assertThatThrownBy(() -> new OwnKeySet(OWN_ISSUER, text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
