package io.sallyport.proxy;

import io.sallyport.failover.RegionName;

/** The region that a request belongs to, and how firmly. */
public record Binding(RegionName region, Tie tie) {

    /** What may be asked of another region in its place. */
    public enum Tie {
        /** Nothing: it alone knows what the request is about, or alone may end it. */
        ALONE,
        /** It alone knows. Once it is lost and does not answer, the region that serves has the last word. */
        FIRST,
        /** Nothing: it alone knows the login. Once it is lost, the browser begins the login anew elsewhere. */
        BEGUN,
        /** Everything: it is only the better one while it is usable. */
        BETTER
    }
}
