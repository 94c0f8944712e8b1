package io.sallyport.admin.api;

import io.sallyport.admin.json.RevocationsJson;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.token.Revocation;
import io.sallyport.token.TokenDigest;
import io.sallyport.token.TokenMark;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Revokes what an operator names: one token, or all of a session or subject. Never answers with a token or an id. */
final class TokenRevocations {

    private static final List<String> TARGETS = List.of("token", "digest", "tokenId", "sessionId", "subject");
    private static final int LONGEST_ID = 1_000;
    private static final int DIGEST_DIGITS = 64;

    private static final Answer FULL =
            new Problem(503, "full", "no more revocations can be noted: nothing was revoked");
    private static final Answer NOT_KEPT =
            new Problem(503, "not_kept", "revoked, but not on disk: after a restart it may not be");
    private static final Answer NOT_UNREPLAYABLE =
            new Problem(409, "not_unreplayable", "no revocation of that id waits to be acknowledged");

    private final RevocationJournal revocations;
    private final Issuers issuers;
    private final InstantSource clock;

    TokenRevocations(RevocationJournal revocations, Issuers issuers, InstantSource clock) {
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
        return new Prepared(RevocationsJson.target(revocation), () -> revocations
                .order(revocation)
                .map(kept -> kept.<Answer>map(done -> Answer.Done.of(new JsonObject().put("revoked", target)))
                        .otherwise(NOT_KEPT))
                .orElseGet(() -> Future.succeededFuture(FULL)));
    }

    /** An operator knows that something cannot be replayed. */
    Prepared acknowledge(Members body, Signature signed) {
        long id = body.number("id");
        return new Prepared(Map.of("revocation", Long.toString(id)), () -> revocations
                .acknowledge(id)
                .map(kept -> kept.<Answer>map(done -> Answer.Done.of(new JsonObject().put("acknowledged", id)))
                        .otherwise(new Problem(503, "not_kept", "acknowledged, but not on disk: a restart forgets it")))
                .orElseGet(() -> Future.succeededFuture(NOT_UNREPLAYABLE)));
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
