package io.sallyport.config;

/**
 * Bounds on concurrency and memory.
 *
 * @param bulkhead requests in flight to one region
 * @param heldResponse replay-safe responses up to this size are held until complete
 * @param bufferedBody request bodies up to this size are buffered
 */
public record Limits(int bulkhead, ByteSize heldResponse, ByteSize bufferedBody) {}
