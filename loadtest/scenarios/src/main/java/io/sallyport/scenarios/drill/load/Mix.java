package io.sallyport.scenarios.drill.load;

/**
 * The fixed mix of the load. A slot is one moment at which something begins: every 37th a login, which is four requests, the
 * others in turn a client credentials call, a refresh, a validation. So 40 requests take 37 slots: 30% of each of the three
 * and 10% of the steps of logins.
 */
public enum Mix {
    /** Four requests: authorize, page, form, code. */
    LOGIN,
    /** One request. */
    CLIENT_CREDENTIALS,
    /** One request. */
    REFRESH,
    /** One request. */
    VALIDATE;

    /** Slots until the mix begins anew. */
    public static final int SLOTS = 37;

    /** Requests that these slots make while nothing fails. */
    public static final int REQUESTS = 40;

    private static final int SINGLES = 3;

    /** What begins at the slot with this number, from 0. */
    public static Mix at(long slot) {
        long place = slot % SLOTS;
        return place == 0 ? LOGIN : values()[1 + (int) (place % SINGLES)];
    }
}
