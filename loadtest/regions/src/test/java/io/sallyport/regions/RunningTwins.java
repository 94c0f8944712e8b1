package io.sallyport.regions;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One pair of regions for a test class. */
final class RunningTwins implements BeforeAllCallback, AfterAllCallback {

    private final TwinOptions options;
    private final Vertx vertx = Vertx.vertx();

    @SuppressWarnings("NullAway.Init") // set before all tests
    private TwinRegions twins;

    RunningTwins(TwinOptions options) {
        this.options = options;
    }

    Region primary() {
        return twins.primary();
    }

    Region replica() {
        return twins.replica();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        twins = TwinRegions.start(vertx, options)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        twins.close()
                .eventually(vertx::close)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
