package io.sallyport.admin.api;

import io.sallyport.keys.DeniedKey;
import io.sallyport.keys.DeniedKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The keys that verify nothing: read, added to, taken from. */
final class KeyDenials {

    private static final int LONGEST_KID = 512;

    private final DeniedKeys keys;
    private final Issuers issuers;

    KeyDenials(DeniedKeys keys, Issuers issuers) {
        this.keys = keys;
        this.issuers = issuers;
    }

    /** All of them, in an order of their own. */
    JsonObject list() {
        JsonArray all = new JsonArray();
        keys.list().stream()
                .sorted(Comparator.comparing(DeniedKey::kid)
                        .thenComparing(DeniedKey::issuer, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(key -> all.add(new JsonObject().put("kid", key.kid()).put("issuer", key.issuer())));
        return new JsonObject().put("deniedKeys", all);
    }

    Prepared deny(Members body, Signature signed) {
        DeniedKey key = key(body);
        return about(key, () -> keys.deny(key).map(done -> listed()).otherwise(failure -> notDenied(key)));
    }

    Prepared allow(Members body, Signature signed) {
        DeniedKey key = key(body);
        return about(
                key,
                () -> keys.list().contains(key)
                        ? keys.allow(key).map(done -> listed()).otherwise(KeyDenials::notAllowed)
                        : Future.succeededFuture(new Problem(409, "not_denied", "no such key is denied")));
    }

    private static Prepared about(DeniedKey key, Supplier<Future<Answer>> make) {
        Map<String, String> subject = new HashMap<>(Map.of("kid", key.kid()));
        if (key.issuer() != null) {
            subject.put("issuer", key.issuer());
        }
        return new Prepared(subject, make);
    }

    private Answer listed() {
        return Answer.Done.of(list());
    }

    private DeniedKey key(Members body) {
        String issuer = body.has("issuer") ? issuers.named(body) : null;
        return new DeniedKey(issuer, body.text("kid", LONGEST_KID));
    }

    private Answer notDenied(DeniedKey key) {
        return keys.list().contains(key)
                ? new Problem(503, "not_kept", "the key is denied, but not on disk: after a restart it is not")
                : new Problem(409, "full", "the list of denied keys is full");
    }

    private static Answer notAllowed(Throwable failure) {
        return failure instanceof IllegalArgumentException
                ? new Problem(
                        409, "configured", "validation.deniedKeys names the key: it stays denied until that changes")
                : new Problem(503, "not_kept", "the key is still denied: its removal could not be written to disk");
    }
}
