package io.sallyport.token;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The signature checkers of this machine: the JDK's, and the native one where its library loads. */
final class NativeProvider {

    private NativeProvider() {}

    static boolean isHere() {
        return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
    }

    static SignatureChecker checker() {
        return new SignatureChecker(Arrays.stream(Algorithm.values())
                .collect(Collectors.toMap(Function.identity(), algorithm -> AmazonCorrettoCryptoProvider.INSTANCE)));
    }

    /** By name. */
    static Map<String, SignatureChecker> checkers() {
        return isHere()
                ? Map.of("JDK", SignatureChecker.platform(), "native", checker())
                : Map.of("JDK", SignatureChecker.platform());
    }
}
