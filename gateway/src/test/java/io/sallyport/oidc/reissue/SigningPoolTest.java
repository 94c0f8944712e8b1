package io.sallyport.oidc.reissue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningPoolTest {

    private final Vertx vertx = Vertx.vertx();
    private final SigningPool pool = new SigningPool(vertx);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void worksOnThreadsOfItsOwn() {
        String thread =
                pool.run(() -> Thread.currentThread().getName()).orElseThrow().await();

        assertThat(thread).startsWith("sallyport-sign");
    }

    @Test
    void whoComesWhileTooManyWaitIsNotTakenAndTheNextIs() {
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<?>> taken = new ArrayList<>();
        for (int i = 0; i < SigningPool.MOST_WAITING; i++) {
            taken.add(pool.run(() -> {
                        gate.await();
                        return 1;
                    })
                    .orElseThrow());
        }

        assertThat(pool.run(() -> 1)).isEmpty();

        gate.countDown();
        taken.forEach(each -> each.await());
        assertThat(pool.run(() -> 2).orElseThrow().await()).isEqualTo(2);
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        for (int i = 0; i < SigningPool.MOST_WAITING + 10; i++) {
            Future<Object> failed = pool.run(() -> {
                        throw new IllegalStateException();
                    })
                    .orElseThrow();
            assertThat(failed.otherwise("failed").await()).isEqualTo("failed");
        }
    }
}
