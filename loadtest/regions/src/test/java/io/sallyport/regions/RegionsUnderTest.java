package io.sallyport.regions;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts regions as a test goes along; what is left running ends with the test's Vert.x. */
final class RegionsUnderTest implements BeforeEachCallback, AfterEachCallback {

    @SuppressWarnings("NullAway.Init") // set before each test
    private Vertx vertx;

    @Override
    public void beforeEach(ExtensionContext context) {
        vertx = Vertx.vertx();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        get(vertx.close());
    }

    TwinRegions both(TwinOptions options) throws Exception {
        return get(TwinRegions.start(vertx, options));
    }

    SingleRegion one(TwinOptions options, Role role) throws Exception {
        return get(SingleRegion.start(vertx, options, role));
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
