package io.sallyport.regions.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.regions.token.KeyRing;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** What {@code POST /-/keys} takes: rotate, or withdraw the key {@code kid}. */
record KeyRequest(@Nullable Action action, @Nullable String kid) {

    enum Action {
        @JsonProperty("rotate")
        ROTATE,
        @JsonProperty("withdraw")
        WITHDRAW
    }

    /**
     * Carries it out.
     *
     * @throws IllegalArgumentException if it makes no sense, or there is no such key
     */
    void on(KeyRing keys) throws IOException, GeneralSecurityException {
        if (action == Action.ROTATE && kid == null) {
            keys.rotate();
        } else if (action == Action.WITHDRAW && kid != null) {
            keys.withdraw(kid);
        } else {
            throw new IllegalArgumentException("action is rotate, or withdraw with a kid");
        }
    }
}
