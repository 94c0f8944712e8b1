package io.sallyport.config;

/**
 * Logging.
 *
 * @param access whether there is one line a request
 */
public record Log(boolean access) {}
