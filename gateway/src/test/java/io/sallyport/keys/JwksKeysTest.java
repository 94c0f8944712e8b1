package io.sallyport.keys;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.sallyport.token.CachedVerifier;
import io.sallyport.token.Policy;
import io.sallyport.token.Refusal;
import io.sallyport.token.Revocations;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.SignatureChecker;
import io.sallyport.token.TokenMint;
import io.sallyport.token.TokenVerifier;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.token.Verdict;
import io.sallyport.token.VerdictCache;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwksKeysTest {

    private static final TokenMint WEST_KEY = TokenMint.rs256("west-1");
    private static final TokenMint EAST_KEY = TokenMint.rs256("east-1");
    private static final TokenMint NEW_KEY = TokenMint.rs256("new-1");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(JwksKeys.clientOptions());
    private final ScriptedJwks west = new ScriptedJwks(vertx, "us-west-2");
    private final ScriptedJwks east = new ScriptedJwks(vertx, "us-east-1");
    private final RecordingObserver observer = new RecordingObserver();
    private final AtomicLong nanos = new AtomicLong(-1_000);
    private final Map<String, byte[]> disk = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private KeysSettings settings(Duration refresh, Duration timeout, SourceUrl... urls) {
        return new KeysSettings(
                List.of(new IssuerSource(ISSUER, List.of(urls))),
                refresh,
                HOUR,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                timeout,
                64 * 1024);
    }

    private JwksKeys keys(KeysSettings settings) {
        LastGood lastGood = new LastGood() {
            @Override
            public Optional<byte[]> load(String id) {
                return Optional.ofNullable(disk.get(id));
            }

            @Override
            public Future<Void> store(String id, byte[] content) {
                disk.put(id, content);
                return Future.succeededFuture();
            }
        };
        return new JwksKeys(
                vertx,
                client,
                settings,
                new KeysSeams(lastGood, observer, nanos::get, () -> NOW.plusNanos(nanos.get()), new Random(1)));
    }

    private JwksKeys started(SourceUrl... urls) {
        JwksKeys keys = keys(settings(HOUR, Duration.ofSeconds(20), urls));
        keys.start().await();
        return keys;
    }

    private TokenValidation validation(JwksKeys keys) {
        TokenVerifier verifier = new TokenVerifier(List.of(TrustedIssuer.of(ISSUER)), SignatureChecker.platform());
        VerdictCache cache = new VerdictCache(1 << 20, nanos::get, VerdictCache.Observer.NONE);
        return new TokenValidation(vertx, new CachedVerifier(verifier, keys, cache, Revocations.NONE), keys, () -> NOW);
    }

    private static String token(TokenMint mint) {
        return mint.token(SampleClaims.good());
    }

    private static JsonArray published(JwksKeys keys) {
        return new JsonObject(keys.publicJwks().orElseThrow()).getJsonArray("keys");
    }

    private Verdict verdict(JwksKeys keys, TokenMint mint) {
        return validation(keys).validate(token(mint), Policy.ANY).await();
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void keysOfBothRegionsCount() {
        west.publish(WEST_KEY);
        east.publish(EAST_KEY);

        JwksKeys keys = started(west.url(), east.url());

        assertThat(((Verdict.Accepted) verdict(keys, WEST_KEY)).claims().region())
                .isEqualTo("us-west-2");
        assertThat(((Verdict.Accepted) verdict(keys, EAST_KEY)).claims().region())
                .isEqualTo("us-east-1");
        assertThat(published(keys)).hasSize(2);
        assertThat(keys.inHand()).isTrue();
        assertThat(observer.refreshes).containsExactlyInAnyOrder("us-west-2 ok", "us-east-1 ok");
    }

    @Test
    void keyInBothRegionsIsPublishedOnceAndNamesNoRegion() {
        west.publish(WEST_KEY);
        east.publish(WEST_KEY);

        JwksKeys keys = started(west.url(), east.url());

        assertThat(published(keys)).hasSize(1);
        assertThat(((Verdict.Accepted) verdict(keys, WEST_KEY)).claims().region())
                .isNull();
    }

    @Test
    void privateAndSymmetricKeysAreNeverPublished() {
        Map<String, Object> leaked = WEST_KEY.jwk();
        for (String member : List.of("d", "p", "q", "dp", "dq", "qi")) {
            leaked.put(member, "c2VjcmV0");
        }
        Map<String, Object> symmetric = Map.of("kty", "oct", "kid", "s", "k", "c2VjcmV0", "alg", "HS256");
        west.answer(JSONObjectUtils.toJSONString(Map.of("keys", List.of(leaked, symmetric))));

        JwksKeys keys = started(west.url());

        assertThat(published(keys).toString()).contains("west-1").doesNotContain("c2VjcmV0", "oct", "\"d\"");
        assertThat(observer.leaks).containsExactly("us-west-2");
    }

    @Test
    void differentKeysWithOneIdBothVerifyAndAreReportedOnce() {
        TokenMint twin = TokenMint.rs256("west-1");
        west.publish(WEST_KEY);
        east.publish(twin);
        JwksKeys keys = started(west.url(), east.url());

        keys.refresh().await();

        assertThat(verdict(keys, WEST_KEY)).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(keys, twin)).isInstanceOf(Verdict.Accepted.class);
        assertThat(observer.collisions).containsExactly("west-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stopped", "reset", "error", "redirect", "page", "garbage", "empty", "twice", "huge", "many"})
    void badAnswerKeepsTheLastGoodOne(String fault) {
        west.publish(WEST_KEY);
        JwksKeys keys = started(west.url());

        spoil(fault);
        keys.refresh().await();

        assertThat(verdict(keys, WEST_KEY)).isInstanceOf(Verdict.Accepted.class);
        assertThat(published(keys).toString()).contains("west-1");
        assertThat(observer.refreshes).containsExactly("us-west-2 ok", "us-west-2 " + expectedResult(fault));
    }

    private void spoil(String fault) {
        String good = TokenMint.jwks(NEW_KEY);
        switch (fault) {
            case "stopped" -> west.stop();
            case "reset" -> west.reset();
            case "error" -> west.status(500, good);
            case "redirect" ->
                west.script(request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", east.url().url().toString())
                        .end());
            case "page" -> west.answer("<html>maintenance</html>");
            case "garbage" -> west.answer("[1,2");
            case "empty" -> west.answer("{\"keys\":[]}");
            case "twice" -> west.answer(good.substring(0, good.length() - 1) + ",\"keys\":[]}");
            case "huge" -> west.answer(good.substring(0, good.length() - 1) + ",\"x\":\"" + "x".repeat(70_000) + "\"}");
            default -> west.answer("{\"keys\":[" + "{},".repeat(200) + "{}]}");
        }
    }

    private static String expectedResult(String fault) {
        return switch (fault) {
            case "stopped", "reset" -> "unreachable";
            case "error", "redirect" -> "status";
            case "empty" -> "empty";
            case "huge", "many" -> "too_large";
            default -> "malformed";
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void slowAnswerTimesOut(boolean begun) {
        west.publish(WEST_KEY);
        JwksKeys keys = keys(settings(HOUR, Duration.ofMillis(300), west.url()));
        keys.start().await();

        if (begun) {
            west.trickle();
        } else {
            west.hang();
        }
        keys.refresh().await();

        assertThat(observer.refreshes).containsExactly("us-west-2 ok", "us-west-2 timeout");
        assertThat(verdict(keys, WEST_KEY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void keyThatCannotBeReadDoesNotSpoilTheOthers() {
        Map<String, Object> broken = EAST_KEY.jwk();
        broken.remove("n");
        west.answer(
                JSONObjectUtils.toJSONString(Map.of("keys", List.of(broken, Map.of("kty", "new"), 7, WEST_KEY.jwk()))));

        assertThat(verdict(started(west.url()), WEST_KEY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void newerAnswerWithoutAKeyWithdrawsItAndRefusesItsCachedTokens() {
        west.publish(WEST_KEY, NEW_KEY);
        JwksKeys keys = started(west.url());
        TokenValidation validation = validation(keys);
        String token = token(WEST_KEY);
        assertThat(validation.validateNow(token, Policy.ANY)).isInstanceOf(Verdict.Accepted.class);

        west.publish(NEW_KEY);
        keys.refresh().await();

        assertThat(validation.validate(token, Policy.ANY).await())
                .isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_KEY, ISSUER));
        assertThat(published(keys).toString()).doesNotContain("west-1");
    }

    @Test
    void keyThatAnotherRegionStillPublishesStays() {
        west.publish(WEST_KEY, NEW_KEY);
        east.publish(WEST_KEY);
        JwksKeys keys = started(west.url(), east.url());

        west.publish(NEW_KEY);
        keys.refresh().await();

        assertThat(((Verdict.Accepted) verdict(keys, WEST_KEY)).claims().region())
                .isEqualTo("us-east-1");
    }

    @Test
    void rotationIsSeenAtTheFirstTokenOfTheNewKey() {
        west.publish(WEST_KEY);
        JwksKeys keys = started(west.url());

        west.publish(WEST_KEY, NEW_KEY);

        assertThat(validation(keys).validateNow(token(NEW_KEY), Policy.ANY)).isNull();
        assertThat(verdict(keys, NEW_KEY)).isInstanceOf(Verdict.Accepted.class);
        assertThat(validation(keys).validateNow(token(NEW_KEY), Policy.ANY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void rotationDuringAnOutageIsSeenThroughTheOtherRegionWithoutWaitingForTheDeadOne() {
        west.publish(WEST_KEY);
        east.publish(WEST_KEY);
        JwksKeys keys = started(west.url(), east.url());

        west.hang();
        east.publish(WEST_KEY, NEW_KEY);

        // The dead region's time-out is 20 s: an answer within 10 s did not wait for it.
        Future<Verdict> verdict = validation(keys).validate(token(NEW_KEY), Policy.ANY);
        await().atMost(10, TimeUnit.SECONDS).until(verdict::isComplete);
        assertThat(verdict.result()).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void floodOfUnknownIdsCausesFewFetchesAndARotationInTheMiddleIsStillSeen() {
        west.publish(WEST_KEY);
        JwksKeys keys = started(west.url());
        TokenValidation validation = validation(keys);

        flood(validation, 0, 5_000);
        west.publish(WEST_KEY, NEW_KEY);
        advance(Duration.ofSeconds(5));
        flood(validation, 5_000, 10_000);

        assertThat(verdict(keys, NEW_KEY)).isInstanceOf(Verdict.Accepted.class);
        assertThat(west.requests()).isBetween(3, 6);
    }

    private List<Verdict> flood(TokenValidation validation, int from, int to) {
        String good = token(WEST_KEY);
        String rest = good.substring(good.indexOf('.'));
        List<Future<Verdict>> verdicts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String header = "{\"alg\":\"RS256\",\"kid\":\"unknown-" + i + "\"}";
            String part =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.US_ASCII));
            verdicts.add(validation.validate(part + rest, Policy.ANY));
        }
        Future.all(verdicts).await();
        assertThat(verdicts).noneMatch(verdict -> verdict.result() instanceof Verdict.Accepted);
        return verdicts.stream().map(Future::result).toList();
    }

    @Test
    void unknownIdIsRefusedAndRemembered() {
        west.publish(WEST_KEY);
        JwksKeys keys = started(west.url());

        assertThat(verdict(keys, NEW_KEY)).isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_KEY, ISSUER));
        advance(Duration.ofSeconds(10));

        assertThat(validation(keys).validateNow(token(NEW_KEY), Policy.ANY))
                .isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_KEY, ISSUER));
        assertThat(west.requests()).isEqualTo(2);
    }

    @Test
    void unknownIdIsNotJudgedWhileNoSourceAnswers() {
        west.publish(WEST_KEY);
        JwksKeys keys = started(west.url());

        west.status(503, "");

        assertThat(verdict(keys, NEW_KEY))
                .isEqualTo(new Verdict.Undecided(Verdict.Doubt.UNREACHABLE_KEYS, ISSUER, "new-1"));
        assertThat(verdict(keys, WEST_KEY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void unknownIdIsNotJudgedWhileTheSourceThatMayHaveItDoesNotAnswer() {
        east.publish(EAST_KEY);
        JwksKeys keys = started(west.url(), east.url());

        assertThat(verdict(keys, WEST_KEY))
                .isEqualTo(new Verdict.Undecided(Verdict.Doubt.UNREACHABLE_KEYS, ISSUER, "west-1"));

        west.publish(WEST_KEY);
        advance(Duration.ofSeconds(5));
        assertThat(verdict(keys, WEST_KEY)).isInstanceOf(Verdict.Accepted.class);
        advance(Duration.ofSeconds(5));
        assertThat(verdict(keys, NEW_KEY)).isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_KEY, ISSUER));
    }

    @Test
    void floodOfUnknownIdsWhileOneSourceIsDownCausesFewFetchesAndRefusesNobody() {
        west.publish(WEST_KEY);
        JwksKeys keys = started(west.url(), east.url());
        TokenValidation validation = validation(keys);

        List<Verdict> verdicts = new ArrayList<>(flood(validation, 0, 5_000));
        advance(Duration.ofSeconds(5));
        verdicts.addAll(flood(validation, 5_000, 10_000));

        assertThat(verdicts).hasSize(10_000).allMatch(verdict -> verdict instanceof Verdict.Undecided);
        assertThat(west.requests()).isBetween(3, 6);
        assertThat(east.requests()).isBetween(3, 6);
    }

    @Test
    void nothingIsJudgedBeforeTheFirstKeys() {
        west.hang();
        JwksKeys keys = keys(settings(HOUR, Duration.ofMillis(100), west.url()));
        keys.start().await();

        assertThat(verdict(keys, WEST_KEY)).isEqualTo(new Verdict.Undecided(Verdict.Doubt.NO_KEYS, ISSUER, "west-1"));
        assertThat(keys.inHand()).isFalse();
        assertThat(keys.ageSeconds(ISSUER)).isNaN();
        assertThat(keys.publicJwks()).isEmpty();
    }

    @Test
    void staleKeysServeUpToTheirLimitThenNothingIsJudgedUntilASourceAnswers() {
        west.publish(WEST_KEY);
        JwksKeys keys = started(west.url());
        west.stop();

        advance(HOUR);
        assertThat(verdict(keys, WEST_KEY)).isInstanceOf(Verdict.Accepted.class);
        assertThat(keys.ageSeconds(ISSUER)).isEqualTo(3600);
        advance(Duration.ofNanos(1));
        assertThat(verdict(keys, WEST_KEY))
                .isEqualTo(new Verdict.Undecided(Verdict.Doubt.STALE_KEYS, ISSUER, "west-1"));

        west.startAgain();
        keys.refresh().await();
        assertThat(verdict(keys, WEST_KEY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void lastGoodKeysSurviveARestartDuringAnOutageWithTheirAge() {
        west.publish(WEST_KEY);
        started(west.url()).close().await();
        west.stop();
        advance(Duration.ofMinutes(59));

        JwksKeys keys = started(west.url());

        assertThat(verdict(keys, WEST_KEY)).isInstanceOf(Verdict.Accepted.class);
        assertThat(keys.ageSeconds(ISSUER)).isBetween(3540.0, 3541.0);
        advance(Duration.ofMinutes(2));
        assertThat(verdict(keys, WEST_KEY)).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void refreshesByItselfAndRecovers() {
        west.status(500, "");
        JwksKeys keys = keys(settings(Duration.ofMillis(30), Duration.ofSeconds(5), west.url()));
        keys.start().await();
        assertThat(keys.inHand()).isFalse();

        west.publish(WEST_KEY);
        await().until(keys::inHand);
        west.publish(NEW_KEY);
        await().until(() -> published(keys).toString().contains("new-1"));

        keys.close().await();
    }

    @Test
    void answersOnTheCallersContext() {
        west.publish(WEST_KEY);
        TokenValidation validation = validation(started(west.url()));
        Context caller = vertx.getOrCreateContext();
        Set<Context> answeredOn = ConcurrentHashMap.newKeySet();

        caller.runOnContext(start -> validation
                .validate(token(NEW_KEY), Policy.ANY)
                .onComplete(verdict -> answeredOn.add(Vertx.currentContext())));

        await().until(() -> !answeredOn.isEmpty());
        assertThat(answeredOn).containsExactly(caller);
    }
}
