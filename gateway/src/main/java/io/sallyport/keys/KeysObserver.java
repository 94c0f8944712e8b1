package io.sallyport.keys;

/** Told of what happens to keys. Called on an event loop: must not block or throw. */
public interface KeysObserver {

    /** Ignores all. */
    KeysObserver NONE = new KeysObserver() {
        @Override
        public void refreshed(String issuer, String source, RefreshResult result) {}

        @Override
        public void collided(String kid) {}

        @Override
        public void privateKeyPublished(String issuer, String source) {}
    };

    /**
     * A source was asked.
     *
     * @param issuer as configured
     * @param source the region's name; {@code other} for a place of no one region
     */
    void refreshed(String issuer, String source, RefreshResult result);

    /** Two different keys are now published under this id; told once until it ends. */
    void collided(String kid);

    /** A source published private members of a key: whoever read them can sign. */
    void privateKeyPublished(String issuer, String source);
}
