package io.sallyport.admin.api;

import io.sallyport.token.Revocation;
import io.sallyport.token.RevocationList;
import io.sallyport.token.TokenDigest;
import io.sallyport.token.TokenMark;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Revokes what an operator names: one token, or all of a session or subject. Never answers with a token. */
final class TokenRevocations {

    private static final List<String> TARGETS = List.of("token", "digest", "tokenId", "sessionId", "subject");
    private static final int LONGEST_ID = 1_000;
    private static final int DIGEST_DIGITS = 64;

    /** Enough to find a line by whoever knows the id, too few to stand for it. */
    private static final int SHORT_DIGITS = 12;

    private final RevocationList revocations;
    private final Issuers issuers;
    private final InstantSource clock;

    TokenRevocations(RevocationList revocations, Issuers issuers, InstantSource clock) {
        this.revocations = revocations;
        this.issuers = issuers;
        this.clock = clock;
    }

    Prepared revoke(Members body, Signature signed) {
        List<String> named = TARGETS.stream().filter(body::has).toList();
        if (named.size() != 1) {
            throw Refused.malformed("one of " + String.join(", ", TARGETS) + " must be there, and only one");
        }
        String target = named.get(0);
        Revocation revocation = revocation(target, body);
        return new Prepared(
                subject(target, revocation),
                () -> Future.succeededFuture(
                        revocations.note(revocation)
                                ? Answer.Done.of(new JsonObject().put("revoked", target))
                                : new Problem(503, "full", "the list of revocations is full: nothing was revoked")));
    }

    private static Map<String, String> subject(String target, Revocation revocation) {
        Map<String, String> subject = new HashMap<>(Map.of("target", target));
        if (revocation instanceof Revocation.OfToken token) {
            subject.put("digest", shortened(token.mark().digest()));
        } else if (revocation instanceof Revocation.OfTokenId id) {
            subject.putAll(atIssuer(id.issuer(), id.tokenId()));
        } else if (revocation instanceof Revocation.OfSession session) {
            subject.putAll(atIssuer(session.issuer(), session.sessionId()));
        } else if (revocation instanceof Revocation.OfSubject of) {
            subject.putAll(atIssuer(of.issuer(), of.subject()));
        }
        return subject;
    }

    private static Map<String, String> atIssuer(String issuer, String id) {
        return Map.of("issuer", issuer, "digest", shortened(TokenDigest.of(id)));
    }

    private static String shortened(TokenDigest digest) {
        return HexFormat.of().toHexDigits(digest.first()).substring(0, SHORT_DIGITS);
    }

    private Revocation revocation(String target, Members body) {
        return switch (target) {
            case "token" -> new Revocation.OfToken(TokenMark.of(body.text(target, SmallBody.MOST)));
            case "digest" -> new Revocation.OfToken(new TokenMark(digest(body.text(target, DIGEST_DIGITS))));
            case "tokenId" -> new Revocation.OfTokenId(issuers.named(body), body.text(target, LONGEST_ID), null);
            case "sessionId" -> new Revocation.OfSession(issuers.named(body), body.text(target, LONGEST_ID));
            default -> new Revocation.OfSubject(issuers.named(body), body.text(target, LONGEST_ID), clock.instant());
        };
    }

    private static TokenDigest digest(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(text));
            if (text.length() == DIGEST_DIGITS) {
                return new TokenDigest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Refused.malformed("digest must be the SHA-256 of the token in 64 hexadecimal digits");
    }
}
