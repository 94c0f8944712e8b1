package io.sallyport.scenarios.drill.load;

/** What a request of the load does. */
public enum Kind {
    /** A service's token. */
    CLIENT_CREDENTIALS(true),
    /** New tokens for a session. */
    REFRESH(true),
    /** New tokens for a session that the replica opened: the primary does not know it, so that no region can stand in. */
    REPLICA_REFRESH(true),
    /** A check of an access token at the gateway. */
    VALIDATE(true),
    /** The start of a login. */
    AUTHORIZE(false),
    /** The page that asks for name and password. */
    LOGIN_PAGE(false),
    /** The submission of that page. */
    LOGIN_FORM(false),
    /** The redemption of a code. */
    CODE(false);

    private final boolean isReplaySafe;

    Kind(boolean isReplaySafe) {
        this.isReplaySafe = isReplaySafe;
    }

    /** Whether a second sending does no harm, so that no outage of one region may make it fail. */
    public boolean isReplaySafe() {
        return isReplaySafe;
    }
}
