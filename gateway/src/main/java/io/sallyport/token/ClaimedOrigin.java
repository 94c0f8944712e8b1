package io.sallyport.token;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whose token a text says that it is, whoever wrote it: to be refused where that is not so, never to be believed.
 *
 * @param issuer {@code iss}, null where it says none
 * @param kid the header's, null where it says none
 */
public record ClaimedOrigin(
        @Nullable String issuer, @Nullable String kid) {

    /** Of this text, read as far as it can be. */
    public static ClaimedOrigin of(String token) {
        Text kid = new Text("kid");
        Text issuer = new Text("iss");
        StrictJson.read(RefreshTokenForm.part(token, 0), kid);
        StrictJson.read(RefreshTokenForm.part(token, 1), issuer);
        return new ClaimedOrigin(issuer.value, kid.value);
    }

    /** Keeps what it saw also where the rest is malformed. */
    private static final class Text implements StrictJson.Members {
        private final String name;
        private @Nullable String value;

        Text(String name) {
            this.name = name;
        }

        @Override
        public boolean take(String member, JsonParser parser) throws IOException {
            if (member.equals(name)) {
                value = StrictJson.text(parser);
            }
            return true;
        }
    }
}
