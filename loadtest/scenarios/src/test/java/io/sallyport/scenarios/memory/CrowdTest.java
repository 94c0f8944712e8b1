package io.sallyport.scenarios.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private final Vertx vertx = Vertx.vertx();
    private final Crowd crowd = new Crowd(vertx.getOrCreateContext(), 3);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void allIsDoneAndNeverMoreAtOnceThanIsAllowed() throws Exception {
        crowd.each(20, this::later);

        assertThat(begun).hasValue(20);
        assertThat(underWay).hasValue(0);
        assertThat(most).hasValue(3);
    }

    @Test
    void fewerThanAreAllowedAtOnceEndToo() throws Exception {
        crowd.each(1, this::later);

        assertThat(begun).hasValue(1);
    }

    @Test
    void oneThatFailsEndsIt() {
        Supplier<Future<?>> fails = () ->
                begun.incrementAndGet() == 5 ? Future.failedFuture(new IllegalStateException("refused")) : later();

        assertThatThrownBy(() -> crowd.each(1_000, fails))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("refused");
    }

    private Future<Void> later() {
        begun.incrementAndGet();
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        Promise<Void> promise = Promise.promise();
        vertx.getOrCreateContext().runOnContext(done -> {
            underWay.decrementAndGet();
            promise.complete();
        });
        return promise.future();
    }
}
