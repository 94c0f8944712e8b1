package io.sallyport.regions;

import io.sallyport.regions.fault.Certificate;
import io.sallyport.regions.fault.RegionPort;
import io.sallyport.regions.tls.RegionCertificates;
import io.vertx.core.net.KeyCertOptions;

/** A region's certificates, as its port asks for them. */
record RegionTls(RegionCertificates certificates) implements RegionPort.Tls {

    @Override
    public KeyCertOptions of(Certificate certificate) {
        return switch (certificate) {
            case VALID -> certificates.valid();
            case EXPIRED -> certificates.expired();
        };
    }
}
