package io.sallyport.token;

import java.util.List;

/** The keys in hand. A lookup never waits and does no I/O. */
@FunctionalInterface
public interface VerificationKeys {

    /**
     * The issuer's keys of that id.
     *
     * @param issuer a trusted issuer
     * @param kid from a token's header, so untrusted
     */
    Lookup find(String issuer, String kid);

    /** What a lookup found. */
    sealed interface Lookup {}

    /**
     * Keys of that id: one, but where two regions gave different keys the same id each is tried.
     *
     * @param candidates at least one
     */
    record Found(List<VerificationKey> candidates) implements Lookup {
        /** Copies what it is given. */
        public Found {
            candidates = List.copyOf(candidates);
        }
    }

    /** The issuer's current keys are in hand and this is none of them. */
    record Unknown() implements Lookup {
        /** The one instance needed. */
        public static final Unknown INSTANCE = new Unknown();
    }

    /**
     * The keys in hand cannot tell.
     *
     * @param doubt why
     */
    record Unsure(Verdict.Doubt doubt) implements Lookup {}
}
