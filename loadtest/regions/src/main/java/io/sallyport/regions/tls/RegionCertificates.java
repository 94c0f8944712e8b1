package io.sallyport.regions.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for 127.0.0.1 and localhost, made at start by an authority that nobody else knows. */
public final class RegionCertificates {

    private static final X500Name AUTHORITY = new X500Name("CN=Sallyport twin regions");
    private static final X500Name REGION = new X500Name("CN=localhost");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int SERIAL_BITS = 64;

    private final String authority;
    private final KeyCertOptions valid;
    private final KeyCertOptions expired;

    private record Term(Instant from, Instant until) {}

    private RegionCertificates(String authority, KeyCertOptions valid, KeyCertOptions expired) {
        this.authority = authority;
        this.valid = valid;
        this.expired = expired;
    }

    /** New ones; {@code now} is the true time. */
    public static RegionCertificates generate(Instant now) throws GeneralSecurityException, IOException {
        KeyPair issuer = keyPair();
        KeyPair region = keyPair();
        ContentSigner signer = signer(issuer);
        byte[] root = certificate(AUTHORITY, issuer.getPublic(), new Term(now.minus(YEAR), now.plus(YEAR)), signer);
        byte[] good = certificate(REGION, region.getPublic(), new Term(now.minus(DAY), now.plus(YEAR)), signer);
        byte[] old = certificate(REGION, region.getPublic(), new Term(now.minus(YEAR), now.minus(DAY)), signer);
        return new RegionCertificates(pem("CERTIFICATE", root), shown(region, good), shown(region, old));
    }

    /** The authority's certificate, as PEM. */
    public String authority() {
        return authority;
    }

    /** A good one, and its key. */
    public KeyCertOptions valid() {
        return valid;
    }

    /** One that ended yesterday, and its key. */
    public KeyCertOptions expired() {
        return expired;
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static ContentSigner signer(KeyPair issuer) throws GeneralSecurityException {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
        } catch (OperatorCreationException impossible) {
            throw new GeneralSecurityException(impossible);
        }
    }

    private static byte[] certificate(X500Name subject, PublicKey key, Term term, ContentSigner signer)
            throws IOException {
        boolean isAuthority = subject.equals(AUTHORITY);
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(SERIAL_BITS, new SecureRandom()),
                Date.from(term.from()),
                Date.from(term.until()),
                subject,
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        if (!isAuthority) {
            GeneralName[] names = {
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            };
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return builder.build(signer).getEncoded();
    }

    private static KeyCertOptions shown(KeyPair key, byte[] certificate) {
        return new PemKeyCertOptions()
                .addKeyValue(Buffer.buffer(pem("PRIVATE KEY", key.getPrivate().getEncoded())))
                .addCertValue(Buffer.buffer(pem("CERTIFICATE", certificate)));
    }

    private static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, body);
    }
}
