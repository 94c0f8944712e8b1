package io.sallyport.regions;

import com.nimbusds.jose.jwk.RSAKey;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.Pool;
import io.sallyport.regions.directory.RegionEvent.SigningKeyPublished;
import io.sallyport.regions.directory.RegionEvent.SigningKeyWithdrawn;
import io.sallyport.regions.directory.SessionRecorder;
import io.sallyport.regions.oauth.Federation;
import io.sallyport.regions.token.KeyRing;
import io.sallyport.regions.token.RefreshTokens;
import java.util.Optional;

/** Who a region is, and how it is set up. */
record RegionIdentity(
        String name,
        String issuer,
        KeyRing keys,
        SkewedClock clock,
        Pool pool,
        Optional<Federation> federation,
        RefreshTokens refreshTokens) {

    /** Tells all who need to know of this region's keys, now and whenever they change. */
    void publishKeys(Directory directory, SessionRecorder recorder) {
        for (RSAKey key : keys.publicKeys()) {
            SigningKeyPublished published = published(key);
            if (!directory.publishedKeys().contains(published)) {
                recorder.record(published);
            }
        }
        keys.onChange(new KeyRing.Listener() {
            @Override
            public void published(RSAKey key) {
                recorder.record(RegionIdentity.this.published(key));
            }

            @Override
            public void withdrawn(String kid) {
                recorder.record(new SigningKeyWithdrawn(issuer, kid));
            }
        });
    }

    private SigningKeyPublished published(RSAKey key) {
        return new SigningKeyPublished(issuer, key.getKeyID(), key.toPublicJWK().toJSONString());
    }
}
