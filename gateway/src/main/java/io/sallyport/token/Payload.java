package io.sallyport.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What matters of a token's payload, before anybody knows whether to believe it. */
final class Payload implements StrictJson.Members {

    /** Only ID tokens and security events have these. */
    private static final Set<String> NOT_OF_ACCESS_TOKENS = Set.of("at_hash", "c_hash", "events");
    /** Payload {@code typ} of access tokens; Keycloak names every kind of token there. */
    private static final List<String> ACCESS_TYPES = List.of("Bearer", "JWT", "at+jwt");

    private static final Set<String> TEXTS = Set.of(
            "iss",
            "sub",
            "client_id",
            "azp",
            "username",
            "preferred_username",
            "jti",
            "sid",
            "origin_jti",
            "token_use",
            "typ");
    private static final Set<String> DATES = Set.of("exp", "nbf", "iat", "auth_time");

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Instant> dates = new HashMap<>();
    private @Nullable Set<String> audience;
    private @Nullable Set<String> scope;
    private @Nullable Set<String> scp;
    private boolean confirmation;
    private boolean otherKind;

    private Payload() {}

    /** The payload, or null where it is malformed. */
    static @Nullable Payload read(byte[] json) {
        Payload payload = new Payload();
        return StrictJson.read(json, payload) ? payload : null;
    }

    @Override
    public boolean take(String name, JsonParser value) throws IOException {
        if (TEXTS.contains(name)) {
            return takeText(name, value);
        }
        if (DATES.contains(name)) {
            return takeDate(name, value);
        }
        switch (name) {
            case "aud" -> audience = words(value, false);
            case "scope" -> scope = words(value, true);
            case "scp" -> scp = words(value, true);
            case "cnf" -> confirmation = true;
            default -> {
                otherKind |= NOT_OF_ACCESS_TOKENS.contains(name);
                return true;
            }
        }
        return isWellTyped(name);
    }

    @Nullable
    String issuer() {
        return texts.get("iss");
    }

    /** Whether it is bound to a key (RFC 7800). */
    boolean hasConfirmation() {
        return confirmation;
    }

    boolean hasExpiry() {
        return dates.containsKey("exp");
    }

    /** Whether nothing in it says that it is another kind of token. */
    boolean isAccessToken() {
        String use = texts.get("token_use");
        String type = texts.get("typ");
        return !otherKind
                && (use == null || use.equals("access"))
                && (type == null || ACCESS_TYPES.stream().anyMatch(type::equalsIgnoreCase));
    }

    /** Its claims; only for one with an issuer and an expiry. */
    Claims claims(@Nullable String region) {
        return new Claims(
                required(texts, "iss"),
                texts.get("sub"),
                first("client_id", "azp"),
                first("username", "preferred_username"),
                scope != null ? scope : orNone(scp),
                orNone(audience),
                required(dates, "exp"),
                dates.get("nbf"),
                dates.get("iat"),
                dates.get("auth_time"),
                texts.get("jti"),
                first("sid", "origin_jti"),
                region);
    }

    private boolean takeText(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return true;
        }
        String text = StrictJson.text(value);
        if (text == null) {
            return false;
        }
        texts.put(name, text);
        return true;
    }

    private boolean takeDate(String name, JsonParser value) throws IOException {
        Instant date = StrictJson.date(value);
        if (date == null) {
            return false;
        }
        dates.put(name, date);
        return true;
    }

    private boolean isWellTyped(String name) {
        return switch (name) {
            case "aud" -> audience != null;
            case "scope" -> scope != null;
            case "scp" -> scp != null;
            default -> true;
        };
    }

    /** One text or an array of texts; null for anything else. */
    private static @Nullable Set<String> words(JsonParser value, boolean split) throws IOException {
        Set<String> words = new LinkedHashSet<>();
        if (value.currentToken() != JsonToken.START_ARRAY) {
            return add(words, StrictJson.text(value), split) ? Collections.unmodifiableSet(words) : null;
        }
        while (value.nextToken() != JsonToken.END_ARRAY) {
            if (!add(words, StrictJson.text(value), false)) {
                return null;
            }
        }
        return Collections.unmodifiableSet(words);
    }

    private static boolean add(Set<String> words, @Nullable String text, boolean split) {
        if (text == null) {
            return false;
        }
        int from = 0;
        for (int space = split ? text.indexOf(' ') : -1; space >= 0; space = text.indexOf(' ', from)) {
            addWord(words, text.substring(from, space));
            from = space + 1;
        }
        addWord(words, text.substring(from));
        return true;
    }

    private static void addWord(Set<String> words, String word) {
        if (!word.isEmpty()) {
            words.add(word);
        }
    }

    private @Nullable String first(String name, String otherwise) {
        String text = texts.get(name);
        return text != null ? text : texts.get(otherwise);
    }

    private static Set<String> orNone(@Nullable Set<String> words) {
        return words == null ? Set.of() : words;
    }

    private static <V> V required(Map<String, V> values, String name) {
        V value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("claims without " + name);
        }
        return value;
    }
}
