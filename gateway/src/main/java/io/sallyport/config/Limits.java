package io.sallyport.config;

/**
 * Bounds on concurrency, memory and retries.
 *
 * @param bulkhead requests in flight to one region
 * @param heldResponse replay-safe responses up to this size are held until complete
 * @param bufferedBody request bodies up to this size are buffered
 * @param retryBudgetPercent retries, as a percentage of recent requests
 * @param retryFloorPerSecond retries a second that are always allowed
 */
public record Limits(
        int bulkhead, ByteSize heldResponse, ByteSize bufferedBody, int retryBudgetPercent, int retryFloorPerSecond) {}
