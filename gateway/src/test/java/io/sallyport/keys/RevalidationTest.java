package io.sallyport.keys;

import static io.sallyport.token.SampleClaims.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.token.TokenMint;
import io.sallyport.token.Verdict;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RevalidationTest {

    private static final TokenMint KEY = TokenMint.rs256("west-1");
    private static final TokenMint EAST_KEY = TokenMint.rs256("east-1");
    private static final TokenMint NEW_KEY = TokenMint.rs256("west-2");

    @RegisterExtension
    final RunningKeys running = new RunningKeys();

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void eastHasAnotherKeyAndNoTag() {
        running.east.publish(EAST_KEY);
    }

    private void publish(String etag, TokenMint key) {
        String body = TokenMint.jwks(key);
        running.west.script(request -> {
            String known = String.valueOf(request.getHeader("If-None-Match"));
            asked.add(known);
            request.response().putHeader("ETag", etag);
            if (known.equals(etag)) {
                request.response().setStatusCode(304).end();
            } else {
                request.response().end(body);
            }
        });
    }

    @Test
    void whatHasNotChangedIsNotSentAgainAndIsGoodAnew() {
        publish("\"1\"", KEY);
        JwksKeys keys = running.started(running.denied());
        running.advance(Duration.ofMinutes(50));

        keys.refresh().await();
        running.advance(Duration.ofMinutes(50));

        assertThat(asked).containsExactly("null", "\"1\"");
        assertThat(running.observer.refreshes)
                .filteredOn("us-west-2 ok"::equals)
                .hasSize(2);
        assertThat(keys.ageSeconds(ISSUER)).isEqualTo(3000);
        assertThat(RunningKeys.verdict(running.validation(keys), KEY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void theAgeOnDiskIsThatOfTheLastConfirmation() {
        publish("\"1\"", KEY);
        JwksKeys keys = running.started(running.denied());
        running.advance(Duration.ofMinutes(50));
        keys.refresh().await();
        keys.close().await();
        running.west.stop();
        running.east.stop();
        running.advance(Duration.ofMinutes(50));

        JwksKeys restarted = running.started(running.denied());

        assertThat(RunningKeys.verdict(running.validation(restarted), KEY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void changedKeysComeWithTheirNewTag() {
        publish("\"1\"", KEY);
        JwksKeys keys = running.started(running.denied());
        publish("W/\"2\"", NEW_KEY);

        keys.refresh().await();
        keys.refresh().await();

        assertThat(asked).containsExactly("null", "\"1\"", "W/\"2\"");
        assertThat(RunningKeys.verdict(running.validation(keys), NEW_KEY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void unchangedWithoutHavingBeenAskedIsNoAnswer() {
        running.west.script(RevalidationTest::notModified);
        JwksKeys keys = running.started(running.denied());

        assertThat(running.observer.refreshes).contains("us-west-2 status");
        assertThat(keys.ageSeconds(ISSUER)).isZero();
    }

    private static void notModified(HttpServerRequest request) {
        request.response().setStatusCode(304).end();
    }

    @Test
    void tagOfABadAnswerIsNotSentBack() {
        publish("\"1\"", KEY);
        JwksKeys keys = running.started(running.denied());
        running.west.script(request -> {
            asked.add(String.valueOf(request.getHeader("If-None-Match")));
            request.response().putHeader("ETag", "\"bad\"").end("<html>maintenance</html>");
        });

        keys.refresh().await();
        keys.refresh().await();

        assertThat(asked).containsExactly("null", "\"1\"", "\"1\"");
        assertThat(RunningKeys.verdict(running.validation(keys), KEY)).isInstanceOf(Verdict.Accepted.class);
    }
}
