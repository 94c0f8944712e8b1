package io.sallyport.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.journal.GroupedLog;
import io.sallyport.keys.DenialStore;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.testsupport.CapturedLog;
import io.sallyport.token.TokenDigest;
import io.sallyport.token.TokenMark;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys denied and tokens revoked by an operator. */
class TokensTest {

    private static final String KEYS = "/api/v1/denied-keys";
    private static final String REVOCATIONS = "/api/v1/revocations";
    private static final String SECRET = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

    private static final DenialStore BROKEN = new DenialStore() {
        @Override
        public Optional<byte[]> load() {
            return Optional.empty();
        }

        @Override
        public Future<Void> store(byte[] content) {
            return Future.failedFuture(new IOException("no space left"));
        }
    };

    private final AdminUnderTest admin = AdminUnderTest.onLoopback();

    @AfterEach
    void close() {
        admin.close();
    }

    private static String signed(String more) {
        return "{\"by\":\"ada\",\"why\":\"leaked\"" + more + "}";
    }

    private static String key(String kid) {
        return signed(",\"kid\":\"" + kid + "\"");
    }

    private static JsonObject entry(String kid, @Nullable String issuer) {
        return new JsonObject().put("kid", kid).put("issuer", issuer);
    }

    @Test
    void aKeyIsDeniedListedAndAllowedAgain() {
        AdminUnderTest.Reply any = admin.post(KEYS, key("k1"));
        AdminUnderTest.Reply ofOne =
                admin.post(KEYS, signed(",\"kid\":\"k1\",\"issuer\":\"" + AdminUnderTest.ISSUER + "\""));
        AdminUnderTest.Reply allowed = admin.change("DELETE", KEYS, key("k1"));

        assertThat(any.status()).as(any.body()).isEqualTo(200);
        assertThat(ofOne.json().getJsonArray("deniedKeys"))
                .isEqualTo(new JsonArray()
                        .add(entry("configured", null))
                        .add(entry("k1", null))
                        .add(entry("k1", AdminUnderTest.ISSUER)));
        assertThat(allowed.json()).isEqualTo(admin.get(KEYS).json());
        assertThat(allowed.json().getJsonArray("deniedKeys"))
                .isEqualTo(new JsonArray().add(entry("configured", null)).add(entry("k1", AdminUnderTest.ISSUER)));
    }

    @Test
    void whatCannotBeAllowedIsSaid() {
        assertThat(admin.change("DELETE", KEYS, key("configured")).kind()).isEqualTo("configured");
        assertThat(admin.change("DELETE", KEYS, key("unheard-of")).kind()).isEqualTo("not_denied");
    }

    @Test
    void aKeyThatCouldNotBeKeptIsDeniedAllTheSame() {
        try (AdminUnderTest full = AdminUnderTest.on(AdminUnderTest.Ground.on(BROKEN, 1))) {
            AdminUnderTest.Reply denied = full.post(KEYS, key("k1"));
            AdminUnderTest.Reply allowed = full.change("DELETE", KEYS, key("k1"));

            assertThat(denied.status()).isEqualTo(503);
            assertThat(denied.kind()).isEqualTo("not_kept");
            assertThat(allowed.status()).isEqualTo(503);
            assertThat(full.get(KEYS).body()).contains("\"k1\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"kid\":\"\"",
                ",\"kid\":1",
                ",\"kid\":\"k\",\"issuer\":null",
                ",\"kid\":\"k\",\"issuer\":\"https://issuer.example/\"",
                ",\"kid\":\"k\",\"iss\":\"https://issuer.example\""
            })
    void aKeyThatThereCannotBeIsRefused(String more) {
        AdminUnderTest.Reply reply = admin.post(KEYS, signed(more));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(admin.get(KEYS).json().getJsonArray("deniedKeys")).hasSize(1);
    }

    /** Of the only change that said this. */
    private static Map<String, Object> logged(CapturedLog log, String why) {
        return log.of("io.sallyport.admin").stream()
                .map(CapturedLog::fields)
                .filter(fields -> why.equals(fields.get("why")))
                .reduce((one, other) -> {
                    throw new AssertionError("two lines: " + one + other);
                })
                .orElseThrow();
    }

    private static String because(String why, String more) {
        return "{\"by\":\"ada\",\"why\":\"" + why + "\"" + more + "}";
    }

    @Test
    void whichKeyWasDeniedAndWhyIsLogged() {
        String of = ",\"kid\":\"k7\",\"issuer\":\"" + AdminUnderTest.ISSUER + "\"";
        try (CapturedLog log = new CapturedLog()) {
            admin.post(KEYS, because("leaked by a contractor", of));
            admin.change("DELETE", KEYS, because("a misspelled wish", ",\"kid\":\"k8\""));
            admin.post(KEYS, because("not well said", ",\"kid\":7"));

            assertThat(logged(log, "leaked by a contractor"))
                    .containsEntry("by", "ada")
                    .containsEntry("status", 200)
                    .containsEntry("kid", "k7")
                    .containsEntry("issuer", AdminUnderTest.ISSUER);
            assertThat(logged(log, "a misspelled wish"))
                    .containsEntry("status", 409)
                    .containsEntry("kid", "k8")
                    .doesNotContainKey("issuer");
            assertThat(logged(log, "not well said")).containsEntry("by", "ada").containsEntry("status", 400);
        }
    }

    @Test
    void whatWasRevokedAndWhyIsLoggedWithoutTokenOrName() {
        String at = ",\"issuer\":\"" + AdminUnderTest.ISSUER + "\"";
        try (CapturedLog log = new CapturedLog()) {
            admin.post(REVOCATIONS, because("a token in a ticket", ",\"token\":\"" + SECRET + "\""));
            admin.post(REVOCATIONS, because("a laptop was stolen", ",\"subject\":\"grace-hopper\"" + at));

            assertThat(logged(log, "a token in a ticket")).containsEntry("target", "token");
            // printf %s grace-hopper | sha256sum | cut -c-12
            assertThat(logged(log, "a laptop was stolen"))
                    .containsEntry("target", "subject")
                    .containsEntry("issuer", AdminUnderTest.ISSUER)
                    .containsEntry("digest", "636f68c25e99");
            assertThat(log.text()).doesNotContain(SECRET).doesNotContain("grace-hopper");
        }
    }

    @Test
    void aReasonThatWouldForgeALineIsRefused() {
        AdminUnderTest.Reply reply = admin.post(KEYS, because("a\\nb", ",\"kid\":\"k9\""));

        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void aTokenIsRevokedAndNotRepeated() {
        AdminUnderTest.Reply reply = admin.post(REVOCATIONS, signed(",\"token\":\"" + SECRET + "\""));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json()).isEqualTo(new JsonObject().put("revoked", "token"));
        assertThat(admin.revocations.revokes(TokenMark.of(SECRET))).isTrue();
    }

    @Test
    void aTokenIsRevokedByItsDigest() {
        // printf %s a.b.c | sha256sum
        String digest = "845e30448809e2bc8958eb025bfc795235d13b077a53d0c3abbd2385170dc9b8";

        AdminUnderTest.Reply reply = admin.post(REVOCATIONS, signed(",\"digest\":\"" + digest + "\""));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(admin.revocations.revokes(new TokenMark(TokenDigest.of("a.b.c"))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"tokenId", "sessionId", "subject"})
    void whatAnIssuerNamesIsRevokedAtThatIssuer(String target) {
        String named = ",\"" + target + "\":\"x\"";

        assertThat(admin.post(REVOCATIONS, signed(named)).status()).isEqualTo(400);
        assertThat(admin.post(REVOCATIONS, signed(named + ",\"issuer\":\"https://other.example\""))
                        .kind())
                .isEqualTo("unknown_issuer");
        AdminUnderTest.Reply reply =
                admin.post(REVOCATIONS, signed(named + ",\"issuer\":\"" + AdminUnderTest.ISSUER + "\""));

        assertThat(reply.json().getString("revoked")).isEqualTo(target);
        assertThat(admin.revocations.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"issuer\":\"https://issuer.example\"",
                ",\"token\":\"x\",\"digest\":\"y\"",
                ",\"token\":\"x\",\"issuer\":\"https://issuer.example\"",
                ",\"token\":\"\"",
                ",\"token\":7",
                ",\"digest\":\"ab\"",
                ",\"digest\":\"zz\"",
                ",\"subject\":{},\"issuer\":\"https://issuer.example\""
            })
    void whatNamesNotExactlyOneThingIsRefused(String more) {
        AdminUnderTest.Reply reply = admin.post(REVOCATIONS, signed(more));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(admin.revocations.size()).isZero();
    }

    @Test
    void aFullListIsNotAnsweredWithDone() {
        try (AdminUnderTest small = AdminUnderTest.on(AdminUnderTest.Ground.on(DenialStore.NONE, 1))) {
            small.post(REVOCATIONS, signed(",\"token\":\"first\""));

            AdminUnderTest.Reply reply = small.post(REVOCATIONS, signed(",\"token\":\"second\""));

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.kind()).isEqualTo("full");
            assertThat(small.revocations.revokes(TokenMark.of("second"))).isFalse();
        }
    }

    /** One that refuses from then on. */
    private static final class FullLog implements GroupedLog {
        private volatile boolean isFull;
        private volatile boolean isKnownFull;

        @Override
        public Future<Void> open(Content content) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> append(byte[] entry) {
            isKnownFull = isFull;
            return barrier();
        }

        @Override
        public Future<Void> barrier() {
            return isFull ? Future.failedFuture(new IOException("no space left")) : Future.succeededFuture();
        }

        @Override
        public boolean isWritable() {
            return !isKnownFull;
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    @Test
    void whatTheDiskRefusesIsSaidThoughItIsInForce() {
        FullLog log = new FullLog();
        log.isFull = true;
        try (AdminUnderTest refused = AdminUnderTest.on(new AdminUnderTest.Ground(DenialStore.NONE, 9, log))) {
            AdminUnderTest.Reply first = refused.post(REVOCATIONS, signed(",\"token\":\"first\""));
            AdminUnderTest.Reply second = refused.post(REVOCATIONS, signed(",\"token\":\"second\""));

            assertThat(first.status()).isEqualTo(503);
            assertThat(first.kind()).isEqualTo("not_kept");
            assertThat(refused.revocations.revokes(TokenMark.of("first"))).isTrue();
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.kind()).isEqualTo("not_kept");
            assertThat(refused.revocations.revokes(TokenMark.of("second"))).isTrue();
        }
    }

    @Test
    void revocationsAreListedWithoutTokenOrName() {
        admin.post(REVOCATIONS, signed(",\"token\":\"" + SECRET + "\""));
        admin.post(REVOCATIONS, signed(",\"subject\":\"grace-hopper\",\"issuer\":\"" + AdminUnderTest.ISSUER + "\""));

        AdminUnderTest.Reply all = admin.get(REVOCATIONS);
        JsonObject listed = all.json();

        assertThat(listed.getInteger("enforced")).isEqualTo(2);
        assertThat(listed.getBoolean("writable")).isTrue();
        assertThat(listed.getJsonObject("pending"))
                .isEqualTo(new JsonObject().put("us-west-2", 0).put("us-east-1", 0));
        JsonObject newest = listed.getJsonArray("revocations").getJsonObject(0);
        assertThat(newest.getString("target")).isEqualTo("subject");
        assertThat(newest.getString("digest")).isEqualTo("636f68c25e99");
        assertThat(newest.getString("operation")).isEqualTo("operator");
        assertThat(newest.getValue("acceptedAt")).isNull();
        assertThat(all.body()).doesNotContain(SECRET, "grace-hopper");
        assertThat(admin.get(REVOCATIONS + "?limit=1").json().getJsonArray("revocations"))
                .hasSize(1);
        assertThat(admin.get(REVOCATIONS + "?limit=0").status()).isEqualTo(400);
    }

    @Test
    void anAlarmIsAcknowledgedOnce() {
        RevocationEntry entry = admin.unreplayable();
        JsonObject before = admin.get(REVOCATIONS).json();
        JsonObject replay = before.getJsonArray("revocations")
                .getJsonObject(0)
                .getJsonArray("replays")
                .getJsonObject(0);
        assertThat(before.getInteger("unreplayable")).isEqualTo(1);
        assertThat(replay.getString("state")).isEqualTo("unreplayable");
        assertThat(replay.getString("region")).isEqualTo("us-west-2");
        assertThat(replay.getString("reason")).isEqualTo("no_means");
        String body = signed(",\"id\":" + entry.id());

        AdminUnderTest.Reply done = admin.post(REVOCATIONS + "/acknowledge", body);

        assertThat(done.json()).isEqualTo(new JsonObject().put("acknowledged", entry.id()));
        assertThat(admin.get(REVOCATIONS).json().getInteger("unreplayable")).isZero();
        AdminUnderTest.Reply again = admin.post(REVOCATIONS + "/acknowledge", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.kind()).isEqualTo("not_unreplayable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"id\":0", ",\"id\":\"1\"", ",\"id\":1.5", ",\"id\":99999999999999999999"})
    void whatIsNoIdIsRefused(String more) {
        assertThat(admin.post(REVOCATIONS + "/acknowledge", signed(more)).status())
                .isEqualTo(400);
    }
}
