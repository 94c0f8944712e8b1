package io.sallyport.oidc.reissue;

import io.sallyport.keys.DenialStore;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.oidc.affinity.KeyRing;
import java.util.List;

/** A gateway's ring, made once: a key takes its time. */
final class SampleKeys {

    static final KeyRing RING = KeyRing.create().thatSigns();
    static final String ISSUER = "https://id.example.com";
    static final GatewayKeys KEYS = new GatewayKeys(ISSUER, RING.signing().orElseThrow(), null);

    private SampleKeys() {}

    static DeniedKeys denied(String... kids) {
        return new DeniedKeys(List.of(kids), DenialStore.NONE);
    }
}
