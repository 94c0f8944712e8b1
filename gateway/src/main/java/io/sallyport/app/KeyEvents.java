package io.sallyport.app;

import io.sallyport.keys.KeysObserver;
import io.sallyport.keys.RefreshResult;
import io.sallyport.metrics.TokenMeters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what happens to verification keys. */
final class KeyEvents implements KeysObserver {

    private static final Logger LOG = LoggerFactory.getLogger("io.sallyport.keys");

    private final TokenMeters meters;

    KeyEvents(TokenMeters meters) {
        this.meters = meters;
    }

    @Override
    public void refreshed(String issuer, String source, RefreshResult result) {
        meters.jwksRefresh(issuer, source, result.tag());
        if (result != RefreshResult.OK) {
            LOG.atWarn()
                    .addKeyValue("issuer", issuer)
                    .addKeyValue("region", source)
                    .addKeyValue("result", result.tag())
                    .log("keys not refreshed; the last good ones serve");
        }
    }

    @Override
    public void collided(String kid) {
        LOG.atError().addKeyValue("kid", kid).log("two different keys are published under one key id");
    }

    @Override
    public void privateKeyPublished(String issuer, String source) {
        LOG.atError()
                .addKeyValue("issuer", issuer)
                .addKeyValue("region", source)
                .log("a region publishes a private key: whoever read it can sign tokens");
    }
}
