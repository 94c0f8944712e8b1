package io.sallyport.token;

import java.util.function.UnaryOperator;

/** By what a revoked token is known: two revocations of one target are one. Ids count within their issuer. */
public sealed interface RevocationTarget {

    /** Exactly this token. */
    record Token(TokenMark mark) implements RevocationTarget {}

    /** The tokens with this {@code jti}. */
    record TokenId(String issuer, String id) implements RevocationTarget {
        @Override
        public RevocationTarget within(UnaryOperator<String> namespaces) {
            return new TokenId(namespaces.apply(issuer), id);
        }
    }

    /** The tokens of this session. */
    record Session(String issuer, String id) implements RevocationTarget {
        @Override
        public RevocationTarget within(UnaryOperator<String> namespaces) {
            return new Session(namespaces.apply(issuer), id);
        }
    }

    /** The tokens of this subject. */
    record Subject(String issuer, String id) implements RevocationTarget {
        @Override
        public RevocationTarget within(UnaryOperator<String> namespaces) {
            return new Subject(namespaces.apply(issuer), id);
        }
    }

    /** What is revoked by it. */
    static RevocationTarget of(Revocation revocation) {
        if (revocation instanceof Revocation.OfTokenId id) {
            return new TokenId(id.issuer(), id.tokenId());
        }
        if (revocation instanceof Revocation.OfSession session) {
            return new Session(session.issuer(), session.sessionId());
        }
        if (revocation instanceof Revocation.OfSubject subject) {
            return new Subject(subject.issuer(), subject.subject());
        }
        return new Token(((Revocation.OfToken) revocation).mark());
    }

    /** The same under the name that an issuer's ids count within. */
    default RevocationTarget within(UnaryOperator<String> namespaces) {
        return this;
    }
}
