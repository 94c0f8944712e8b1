package io.sallyport.oidc.reissue;

import static io.sallyport.oidc.reissue.SampleKeys.ISSUER;
import static io.sallyport.oidc.reissue.SampleKeys.KEYS;
import static io.sallyport.oidc.reissue.SampleKeys.RING;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.keys.DeniedKey;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.oidc.affinity.SigningKeys;
import io.sallyport.token.VerificationKeys;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayKeysTest {

    private static final SigningKeys OF_RING = RING.signing().orElseThrow();
    private static final String SIGNING = OF_RING.signing().getKeyID();
    private static final String WAITING = OF_RING.waiting().getKeyID();

    private static Optional<String> signer(DeniedKeys denied) {
        return KEYS.signer(denied).map(TokenSigner::kid);
    }

    @Test
    void theKeyInWaitingTakesOverFromADeniedOne() {
        assertThat(signer(SampleKeys.denied())).contains(SIGNING);
        assertThat(signer(SampleKeys.denied(SIGNING))).contains(WAITING);
        assertThat(signer(SampleKeys.denied(WAITING))).contains(SIGNING);
    }

    @Test
    void nothingSignsWhereBothAreDenied() {
        assertThat(signer(SampleKeys.denied(SIGNING, WAITING))).isEmpty();
    }

    @Test
    void aDenialWhileItRunsCountsAtOnce() {
        DeniedKeys denied = SampleKeys.denied();
        denied.deny(new DeniedKey(ISSUER, SIGNING)).await();
        assertThat(signer(denied)).contains(WAITING);

        denied.deny(new DeniedKey("https://another.example", WAITING)).await();
        assertThat(signer(denied)).contains(WAITING);

        denied.allow(new DeniedKey(ISSUER, SIGNING)).await();
        assertThat(signer(denied)).contains(SIGNING);
    }

    @Test
    void knowsItsKeysUnderItsOwnNameAlone() {
        VerificationKeys known = KEYS.known(SampleKeys.denied());

        assertThat(known.find(ISSUER, SIGNING)).isInstanceOf(VerificationKeys.Found.class);
        assertThat(known.find(ISSUER, WAITING)).isInstanceOf(VerificationKeys.Found.class);
        assertThat(known.find("https://another.example", SIGNING)).isEqualTo(VerificationKeys.Unknown.INSTANCE);
        assertThat(known.find(ISSUER, "another")).isEqualTo(VerificationKeys.Unknown.INSTANCE);
        assertThat(KEYS.known(SampleKeys.denied(SIGNING)).find(ISSUER, SIGNING))
                .isEqualTo(VerificationKeys.Unknown.INSTANCE);
        assertThat(KEYS.has(SIGNING)).isTrue();
        assertThat(KEYS.has("another")).isFalse();
    }
}
