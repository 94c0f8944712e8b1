package io.sallyport.token;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a provider checks an algorithm's signatures rightly here and now, found out by known answers. */
public final class SelfTest {

    /** What came of it. */
    public enum Result {
        /** Takes the good signature and no other. */
        PASSED,
        /** Does not take the good signature: lacks the algorithm, or has it switched off. Harmless: it would refuse all. */
        LACKING,
        /** Takes a bad signature. */
        UNSOUND
    }

    private SelfTest() {}

    /**
     * Tries one algorithm, in the very way in which tokens are checked.
     *
     * @param provider null for the platform's own
     */
    public static Result of(Algorithm algorithm, @Nullable Provider provider) {
        SignatureChecker checker =
                provider == null ? SignatureChecker.platform() : new SignatureChecker(Map.of(algorithm, provider));
        try {
            PublicKey key = KnownAnswers.key(algorithm);
            if (takesBad(checker, algorithm, key)) {
                return Result.UNSOUND;
            }
            return takes(checker, algorithm, key, KnownAnswers.TEXT, KnownAnswers.signature(algorithm))
                    ? Result.PASSED
                    : Result.LACKING;
        } catch (GeneralSecurityException | LinkageError e) {
            // No such key type on this platform, or no such function in a native library.
            return Result.LACKING;
        }
    }

    private static boolean takesBad(SignatureChecker checker, Algorithm algorithm, PublicKey key) {
        byte[] good = KnownAnswers.signature(algorithm);
        for (int at : new int[] {0, good.length / 2, good.length - 1}) {
            byte[] flipped = good.clone();
            flipped[at] ^= 1;
            if (takes(checker, algorithm, key, KnownAnswers.TEXT, flipped)) {
                return true;
            }
        }
        byte[] otherText = KnownAnswers.TEXT.clone();
        otherText[0] ^= 1;
        return takes(checker, algorithm, key, otherText, good)
                || takes(checker, algorithm, key, KnownAnswers.TEXT, new byte[good.length]);
    }

    private static boolean takes(
            SignatureChecker checker, Algorithm algorithm, PublicKey key, byte[] text, byte[] signature) {
        return checker.verifies(algorithm, key, text, text.length, signature);
    }
}
