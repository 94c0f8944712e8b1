package io.sallyport.app;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.sallyport.config.Crypto;
import io.sallyport.token.Algorithm;
import io.sallyport.token.SelfTest;
import io.sallyport.token.SignatureChecker;
import java.security.Provider;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses who checks the signatures of tokens, algorithm by algorithm: the native provider where it proves itself, the JDK
 * otherwise. No provider is installed: nothing else in the process changes.
 */
final class VerificationCrypto {

    private static final Logger LOG = LoggerFactory.getLogger(VerificationCrypto.class);

    /** The native provider, or why there is none. */
    record Loaded(@Nullable Provider provider, String name) {}

    private final Map<Algorithm, Provider> nativeProviders = new EnumMap<>(Algorithm.class);
    private final Map<Algorithm, SelfTest.Result> jdk = new EnumMap<>(Algorithm.class);
    private final String nativeName;

    private VerificationCrypto(Loaded loaded) {
        nativeName = loaded.name();
        for (Algorithm algorithm : Algorithm.values()) {
            Provider provider = loaded.provider();
            if (provider != null && SelfTest.of(algorithm, provider) == SelfTest.Result.PASSED) {
                nativeProviders.put(algorithm, provider);
            } else {
                jdk.put(algorithm, SelfTest.of(algorithm, null));
            }
        }
    }

    /**
     * Loads, tests and says in one line who does what. Reads a file and computes for some 100 ms: not for an event loop.
     *
     * @throws StartRefused where nobody can be trusted with an algorithm
     */
    static SignatureChecker choose(Crypto wanted) {
        return choose(wanted, VerificationCrypto::load);
    }

    /** The native provider, not tested yet; null where it is not wanted or does not load. */
    static @Nullable Provider nativeProvider(Crypto wanted) {
        return wanted == Crypto.JDK ? null : load().provider();
    }

    static SignatureChecker choose(Crypto wanted, Supplier<Loaded> library) {
        VerificationCrypto chosen =
                new VerificationCrypto(wanted == Crypto.JDK ? new Loaded(null, "not wanted") : library.get());
        chosen.refuseUnsound();
        LOG.atInfo()
                .addKeyValue("native", chosen.nativeName)
                .addKeyValue("nativeAlgorithms", names(chosen.nativeProviders, null))
                .addKeyValue("jdkAlgorithms", names(chosen.jdk, SelfTest.Result.PASSED))
                .addKeyValue("unavailable", names(chosen.jdk, SelfTest.Result.LACKING))
                .log("who checks the signatures of tokens");
        return new SignatureChecker(chosen.nativeProviders);
    }

    private void refuseUnsound() {
        String unsound = names(jdk, SelfTest.Result.UNSOUND);
        if (!unsound.isEmpty()) {
            throw new StartRefused("this Java accepts forged signatures: " + unsound);
        }
    }

    private static String names(Map<Algorithm, ?> algorithms, SelfTest.@Nullable Result result) {
        StringBuilder names = new StringBuilder();
        algorithms.forEach((algorithm, value) -> {
            if (result == null || result == value) {
                names.append(names.length() == 0 ? "" : " ").append(algorithm.joseName());
            }
        });
        return names.toString();
    }

    /** Its library is unpacked into {@code java.io.tmpdir}; where that cannot be, or for another machine, there is none. */
    private static Loaded load() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            Throwable failure = provider.getLoadingError();
            return failure == null
                    ? new Loaded(provider, provider.getName() + " " + provider.getVersionStr())
                    : none(failure);
        } catch (LinkageError | RuntimeException e) {
            return none(e);
        }
    }

    private static Loaded none(Throwable why) {
        return new Loaded(null, "none: " + why.getClass().getSimpleName());
    }
}
