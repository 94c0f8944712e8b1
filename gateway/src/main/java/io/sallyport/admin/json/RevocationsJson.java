package io.sallyport.admin.json;

import io.sallyport.failover.RegionName;
import io.sallyport.serving.revocation.Overview;
import io.sallyport.serving.revocation.Replay;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.token.Revocation;
import io.sallyport.token.TokenDigest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** Revocations as the API and the log show them: never a token, and of a session or subject no more than a short digest. */
public final class RevocationsJson {

    /** Enough to find it by whoever knows the id, too few to stand for it. */
    private static final int SHORT_DIGITS = 12;

    private RevocationsJson() {}

    /** All that an operator sees. */
    public static JsonObject of(Overview overview) {
        JsonObject pending = new JsonObject();
        overview.pending().forEach((region, count) -> pending.put(region.value(), count));
        JsonArray latest = new JsonArray();
        overview.latest().forEach(entry -> latest.add(entry(entry)));
        return new JsonObject()
                .put("enforced", overview.enforced())
                .put("unverified", overview.unverified())
                .put("writable", overview.isWritable())
                .put("pending", pending)
                .put("unreplayable", overview.unreplayable())
                .put("revocations", latest);
    }

    private static JsonObject entry(RevocationEntry entry) {
        Map<String, String> target = target(entry.revocation());
        RegionName region = entry.acceptedAt();
        JsonArray replays = new JsonArray();
        entry.replays().forEach((to, replay) -> replays.add(replay(to, replay)));
        return new JsonObject()
                .put("id", entry.id())
                .put("at", entry.at().toString())
                .put("until", entry.until().toString())
                .put("operation", entry.operation())
                .put("acceptedAt", region == null ? null : region.value())
                .put("target", target.get("target"))
                .put("issuer", target.get("issuer"))
                .put("digest", target.get("digest"))
                .put("verified", entry.isVerified())
                .put("replays", replays);
    }

    private static JsonObject replay(RegionName to, Replay replay) {
        return new JsonObject()
                .put("region", to.value())
                .put("state", replay.state().tag())
                .put("at", replay.at().toString())
                .put(
                        "reason",
                        replay.reason() == Replay.Reason.NONE
                                ? null
                                : replay.reason().tag());
    }

    /** What is revoked: its {@code target} (token, tokenId, sessionId, subject), its {@code issuer} if it has one, and a {@code digest}. */
    public static Map<String, String> target(Revocation revocation) {
        if (revocation instanceof Revocation.OfTokenId id) {
            return atIssuer("tokenId", id.issuer(), id.tokenId());
        }
        if (revocation instanceof Revocation.OfSession session) {
            return atIssuer("sessionId", session.issuer(), session.sessionId());
        }
        if (revocation instanceof Revocation.OfSubject of) {
            return atIssuer("subject", of.issuer(), of.subject());
        }
        TokenDigest digest = ((Revocation.OfToken) revocation).mark().digest();
        return new HashMap<>(Map.of("target", "token", "digest", shortened(digest)));
    }

    private static Map<String, String> atIssuer(String target, String issuer, String id) {
        return new HashMap<>(Map.of("target", target, "issuer", issuer, "digest", shortened(TokenDigest.of(id))));
    }

    private static String shortened(TokenDigest digest) {
        return digest.hex().substring(0, SHORT_DIGITS);
    }
}
