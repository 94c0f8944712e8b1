package io.sallyport.scenarios.drill.load;

/**
 * What a login ended in.
 *
 * @param bornNanos when
 * @param bornAt the region that opened it
 */
public record Session(String refreshToken, Side bornAt, long bornNanos) {

    /** Never the token. */
    @Override
    public String toString() {
        return "Session of " + bornAt;
    }
}
