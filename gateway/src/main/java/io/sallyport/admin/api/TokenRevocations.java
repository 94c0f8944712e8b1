package io.sallyport.admin.api;

import io.sallyport.token.Revocation;
import io.sallyport.token.RevocationList;
import io.sallyport.token.TokenDigest;
import io.sallyport.token.TokenMark;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Revokes what an operator names: one token, or all of a session or subject. Never answers with a token. */
final class TokenRevocations {

    private static final List<String> TARGETS = List.of("token", "digest", "tokenId", "sessionId", "subject");
    private static final int LONGEST_ID = 1_000;
    private static final int DIGEST_DIGITS = 64;

    private final RevocationList revocations;
    private final Issuers issuers;
    private final InstantSource clock;

    TokenRevocations(RevocationList revocations, Issuers issuers, InstantSource clock) {
        this.revocations = revocations;
        this.issuers = issuers;
        this.clock = clock;
    }

    Supplier<Future<Answer>> revoke(Members body, Signature signed) {
        List<String> named = TARGETS.stream().filter(body::has).toList();
        if (named.size() != 1) {
            throw Refused.malformed("one of " + String.join(", ", TARGETS) + " must be there, and only one");
        }
        String target = named.get(0);
        Revocation revocation = revocation(target, body);
        return () -> Future.succeededFuture(
                revocations.note(revocation)
                        ? Answer.Done.of(new JsonObject().put("revoked", target))
                        : new Problem(503, "full", "the list of revocations is full: nothing was revoked"));
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
