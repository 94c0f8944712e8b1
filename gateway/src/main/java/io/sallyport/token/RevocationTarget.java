package io.sallyport.token;

/** By what a revoked token is known. Ids count within their issuer. */
sealed interface RevocationTarget {

    record Token(TokenMark mark) implements RevocationTarget {}

    record TokenId(String issuer, String id) implements RevocationTarget {}

    record Session(String issuer, String id) implements RevocationTarget {}

    record Subject(String issuer, String id) implements RevocationTarget {}

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
}
