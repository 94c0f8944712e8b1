package io.sallyport.guard;

/**
 * Stands for an account, or something of one, where the name itself must not be kept. Who does not have the key of this
 * process cannot tell of what it is, nor make two that are alike.
 *
 * @param first bytes 0 to 7
 * @param second bytes 8 to 15
 */
public record Digest(long first, long second) {}
