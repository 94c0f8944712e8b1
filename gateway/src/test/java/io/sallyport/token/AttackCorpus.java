package io.sallyport.token;

import java.util.List;
import java.util.stream.Stream;

/** Every attack by a token alone. */
public final class AttackCorpus {

    private AttackCorpus() {}

    /** All of them. */
    public static Stream<Attack> attacks() {
        return Stream.of(
                        HeaderAttacks.all(),
                        FormAttacks.all(),
                        SignatureAttacks.all(),
                        KeyAttacks.all(),
                        ClaimAttacks.all())
                .flatMap(List::stream);
    }
}
