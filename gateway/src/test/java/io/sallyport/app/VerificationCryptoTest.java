package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.sallyport.config.Crypto;
import io.sallyport.testsupport.CapturedLog;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class VerificationCryptoTest {

    private static final String ALL = "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA";

    /** Tells this test's line from those of a gateway that another test starts. */
    private final String name = "native " + UUID.randomUUID();

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void close() {
        log.close();
    }

    private ILoggingEvent line() {
        List<ILoggingEvent> lines = log.of(VerificationCrypto.class.getName()).stream()
                .filter(event -> CapturedLog.fields(event).containsValue(name))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).getLevel()).isEqualTo(Level.INFO);
        return lines.get(0);
    }

    @Test
    @EnabledIf("nativeIsHere")
    void nativeProviderDoesAllWhereItPasses() {
        VerificationCrypto.choose(
                Crypto.AUTO, () -> new VerificationCrypto.Loaded(AmazonCorrettoCryptoProvider.INSTANCE, name));

        assertThat(CapturedLog.fields(line()))
                .containsEntry("nativeAlgorithms", ALL)
                .containsEntry("jdkAlgorithms", "")
                .containsEntry("unavailable", "");
    }

    static boolean nativeIsHere() {
        return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
    }

    @Test
    void jdkDoesAllWhereThereIsNoLibrary() {
        VerificationCrypto.choose(Crypto.AUTO, () -> new VerificationCrypto.Loaded(null, name));

        assertThat(CapturedLog.fields(line()))
                .containsEntry("nativeAlgorithms", "")
                .containsEntry("jdkAlgorithms", ALL);
    }

    @Test
    @EnabledIf("nativeIsHere")
    void jdkDoesWhatTheLibraryLacks() {
        VerificationCrypto.choose(Crypto.AUTO, () -> new VerificationCrypto.Loaded(onlyRs256(), name));

        assertThat(CapturedLog.fields(line()))
                .containsEntry("nativeAlgorithms", "RS256")
                .containsEntry("jdkAlgorithms", ALL.substring("RS256 ".length()));
    }

    private static Provider onlyRs256() {
        return new Provider("Part", "1", "for tests") {
            @Override
            public @Nullable Service getService(String type, String algorithm) {
                return algorithm.equals("SHA256withRSA") || algorithm.equals("RSA")
                        ? AmazonCorrettoCryptoProvider.INSTANCE.getService(type, algorithm)
                        : null;
            }
        };
    }

    @Test
    void libraryIsNotEvenLoadedWhereTheJdkIsWanted() {
        VerificationCrypto.choose(Crypto.JDK, () -> {
            throw new AssertionError("loaded");
        });

        assertThat(log.of(VerificationCrypto.class.getName())).anySatisfy(event -> assertThat(CapturedLog.fields(event))
                .containsEntry("native", "not wanted")
                .containsEntry("jdkAlgorithms", ALL));
    }

    @Test
    void nothingIsInstalledForTheWholeProcess() {
        VerificationCrypto.choose(Crypto.AUTO);

        assertThat(Security.getProviders())
                .extracting(Provider::getName)
                .doesNotContain(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
    }
}
