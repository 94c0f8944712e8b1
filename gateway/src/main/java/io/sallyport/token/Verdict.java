package io.sallyport.token;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of a token: accepted, refused, or not judged at all. */
public sealed interface Verdict {

    /** The {@code issuer} label where the issuer is none of the configured ones. */
    String OTHER_ISSUER = "other";

    /** The {@code issuer} label: a configured issuer, or {@link #OTHER_ISSUER}. */
    String issuerTag();

    /** The {@code result} label: {@code accepted}, {@code refused} or {@code undecided}. */
    String resultTag();

    /** The {@code reason} label, from a closed list. */
    String reasonTag();

    /**
     * The token is good for the policy that was asked about, at that moment.
     *
     * @param claims what it says
     * @param key the key that signed it
     * @param algorithm how
     */
    record Accepted(Claims claims, VerificationKey key, Algorithm algorithm) implements Verdict {
        @Override
        public String issuerTag() {
            return claims.issuer();
        }

        @Override
        public String resultTag() {
            return "accepted";
        }

        @Override
        public String reasonTag() {
            return "none";
        }
    }

    /**
     * The token is not good.
     *
     * @param reason why; for the log and the metric, never for the caller beyond {@link Refusal#error()}
     * @param issuer the configured issuer that it names, null where it names none
     */
    record Refused(Refusal reason, @Nullable String issuer) implements Verdict {
        @Override
        public String issuerTag() {
            return issuer == null ? OTHER_ISSUER : issuer;
        }

        @Override
        public String resultTag() {
            return "refused";
        }

        @Override
        public String reasonTag() {
            return reason.tag();
        }
    }

    /**
     * The token could not be judged: the answer is 503, never 401.
     *
     * @param doubt what was missing
     * @param issuer the configured issuer that it names
     * @param kid the key id that it names; untrusted text, never a label or a log value
     */
    record Undecided(Doubt doubt, String issuer, String kid) implements Verdict {
        @Override
        public String issuerTag() {
            return issuer;
        }

        @Override
        public String resultTag() {
            return "undecided";
        }

        @Override
        public String reasonTag() {
            return doubt.tag();
        }
    }

    /** Why a token could not be judged. */
    enum Doubt {
        /** No key of the issuer was ever in hand. */
        NO_KEYS,
        /** The keys in hand are older than the longest time that they may serve. */
        STALE_KEYS,
        /** A key id never seen, and no source of the issuer's keys answered when asked for it. */
        UNREACHABLE_KEYS,
        /** A key id never seen, that a look at the sources may still find. */
        UNSEEN_KEY;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** The value of the {@code reason} label. */
        public String tag() {
            return tag;
        }
    }
}
