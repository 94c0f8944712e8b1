package io.sallyport.app;

import io.sallyport.token.RevocationList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator when no more revocations can be noted. */
final class RevocationEvents implements RevocationList.Observer {

    private static final Logger LOG = LoggerFactory.getLogger("io.sallyport.token");

    @Override
    public void full(boolean unverified, int most) {
        String consequence = unverified
                ? "no more revocations of unverified tokens are noted; for them the regions' own word must do"
                : "no more revocations are noted: sign-outs are refused";
        LOG.atWarn().addKeyValue("entries", most).log(consequence);
    }
}
