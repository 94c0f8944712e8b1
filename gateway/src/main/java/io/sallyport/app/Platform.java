package io.sallyport.app;

import java.util.Optional;

/** What the gateway asks of the Java that runs it. */
final class Platform {

    private Platform() {}

    /**
     * A sentence where tokens could not be verified safely: 17 before 17.0.3 and 18 before 18.0.1 accept an all-zero ECDSA
     * signature (CVE-2022-21449).
     */
    static Optional<String> refusal(Runtime.Version version) {
        boolean isFlawed = version.compareToIgnoreOptional(Runtime.Version.parse("17.0.3")) < 0
                || (version.feature() == 18 && version.compareToIgnoreOptional(Runtime.Version.parse("18.0.1")) < 0);
        return isFlawed
                ? Optional.of("Java " + version + " accepts forged ECDSA signatures (CVE-2022-21449);"
                        + " run the gateway on 17.0.3 or later")
                : Optional.empty();
    }

    /**
     * Refuses to run here.
     *
     * @throws StartRefused with that sentence
     */
    static void refuse() {
        refusal(Runtime.version()).ifPresent(sentence -> {
            throw new StartRefused(sentence);
        });
    }
}
