package io.sallyport.edge;

/**
 * Bounds on what a client may send.
 *
 * @param body bytes of a body at most
 * @param wholeBody bytes up to which a body is read whole, to be classified and perhaps sent again
 * @param headers bytes of all headers at most, and of the request line
 */
public record Limits(long body, int wholeBody, int headers) {}
