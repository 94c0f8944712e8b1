package io.sallyport.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What matters of a token's payload, before anybody knows whether to believe it. */
final class Payload implements StrictJson.Members {

    /** Payload {@code typ} of access tokens; Keycloak names every kind of token there. */
    private static final List<String> ACCESS_TYPES = List.of("Bearer", "JWT", "at+jwt");

    /** The same of ID tokens. */
    private static final List<String> ID_TYPES = List.of("ID", "JWT");

    private enum Form {
        TEXT,
        DATE,
        /** One text or several. */
        TEXTS,
        /** Texts, the only one of which may hold several words. */
        WORDS,
        /** Of any form: what counts is that it is there. */
        PRESENCE
    }

    /** The members that mean something; others may have any form. */
    private enum Member {
        ISS(Form.TEXT),
        SUB(Form.TEXT),
        CLIENT_ID(Form.TEXT),
        AZP(Form.TEXT),
        USERNAME(Form.TEXT),
        PREFERRED_USERNAME(Form.TEXT),
        JTI(Form.TEXT),
        SID(Form.TEXT),
        ORIGIN_JTI(Form.TEXT),
        TOKEN_USE(Form.TEXT),
        TYP(Form.TEXT),
        EXP(Form.DATE),
        NBF(Form.DATE),
        IAT(Form.DATE),
        AUTH_TIME(Form.DATE),
        AUD(Form.TEXTS),
        SCOPE(Form.WORDS),
        SCP(Form.WORDS),
        CNF(Form.PRESENCE),
        /** This and the next two have only ID tokens and security events. */
        AT_HASH(Form.PRESENCE),
        C_HASH(Form.PRESENCE),
        EVENTS(Form.PRESENCE),
        /** {@link IdToken#ORIGINAL}. */
        SALLYPORT_ORIGINAL(Form.PRESENCE);

        private static final Map<String, Member> BY_NAME = Arrays.stream(values())
                .collect(Collectors.toUnmodifiableMap(
                        member -> member.name().toLowerCase(Locale.ROOT), Function.identity()));

        private final Form form;

        Member(Form form) {
            this.form = form;
        }
    }

    /** What no access token has. */
    private static final Set<Member> OTHER_KINDS =
            EnumSet.of(Member.AT_HASH, Member.C_HASH, Member.EVENTS, Member.SALLYPORT_ORIGINAL);

    private final Map<Member, String> texts = new EnumMap<>(Member.class);
    private final Map<Member, Instant> dates = new EnumMap<>(Member.class);
    private final Map<Member, Set<String>> words = new EnumMap<>(Member.class);
    private final Set<Member> present = EnumSet.noneOf(Member.class);

    private Payload() {}

    /** The payload, or null where it is malformed. */
    static @Nullable Payload read(byte[] json) {
        Payload payload = new Payload();
        return StrictJson.read(json, payload) ? payload : null;
    }

    @Override
    public boolean take(String name, JsonParser value) throws IOException {
        Member member = Member.BY_NAME.get(name);
        return member == null
                || switch (member.form) {
                    case TEXT -> takeText(member, value);
                    case DATE -> takeDate(member, value);
                    case TEXTS -> takeWords(member, words(value, false));
                    case WORDS -> takeWords(member, words(value, true));
                    case PRESENCE -> takePresence(member, value);
                };
    }

    @Nullable
    String issuer() {
        return texts.get(Member.ISS);
    }

    /** Whether it is bound to a key (RFC 7800). */
    boolean hasConfirmation() {
        return present.contains(Member.CNF);
    }

    boolean hasExpiry() {
        return dates.containsKey(Member.EXP);
    }

    /** Whether nothing in it says that it is another kind of token. */
    boolean isAccessToken() {
        String use = texts.get(Member.TOKEN_USE);
        String type = texts.get(Member.TYP);
        return Collections.disjoint(present, OTHER_KINDS)
                && (use == null || use.equals("access"))
                && (type == null || ACCESS_TYPES.stream().anyMatch(type::equalsIgnoreCase));
    }

    /** Whether it has what every ID token has (OpenID Connect Core §2), and nothing in it says that it is another kind. */
    boolean isIdToken() {
        String use = texts.get(Member.TOKEN_USE);
        String type = texts.get(Member.TYP);
        return texts.containsKey(Member.SUB)
                && dates.containsKey(Member.IAT)
                && !words.getOrDefault(Member.AUD, Set.of()).isEmpty()
                && !present.contains(Member.EVENTS)
                && present.contains(Member.AT_HASH) == texts.containsKey(Member.AT_HASH)
                && (use == null || use.equals("id"))
                && (type == null || ID_TYPES.stream().anyMatch(type::equalsIgnoreCase));
    }

    /** Whether it has {@link IdToken#ORIGINAL}. */
    boolean hasOriginal() {
        return present.contains(Member.SALLYPORT_ORIGINAL);
    }

    /** {@code at_hash} where it is a text. */
    @Nullable
    String accessTokenHash() {
        return texts.get(Member.AT_HASH);
    }

    /** {@code azp}. */
    @Nullable
    String authorizedParty() {
        return texts.get(Member.AZP);
    }

    /** Its claims; only for one with an issuer and an expiry. */
    Claims claims(@Nullable String region) {
        return new Claims(
                required(texts, Member.ISS),
                texts.get(Member.SUB),
                first(Member.CLIENT_ID, Member.AZP),
                first(Member.USERNAME, Member.PREFERRED_USERNAME),
                words.getOrDefault(words.containsKey(Member.SCOPE) ? Member.SCOPE : Member.SCP, Set.of()),
                words.getOrDefault(Member.AUD, Set.of()),
                required(dates, Member.EXP),
                dates.get(Member.NBF),
                dates.get(Member.IAT),
                dates.get(Member.AUTH_TIME),
                texts.get(Member.JTI),
                first(Member.SID, Member.ORIGIN_JTI),
                region);
    }

    private boolean takeText(Member member, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return true;
        }
        String text = StrictJson.text(value);
        if (text == null) {
            return false;
        }
        texts.put(member, text);
        return true;
    }

    private boolean takeDate(Member member, JsonParser value) throws IOException {
        Instant date = StrictJson.date(value);
        if (date == null) {
            return false;
        }
        dates.put(member, date);
        return true;
    }

    private boolean takeWords(Member member, @Nullable Set<String> some) {
        if (some == null) {
            return false;
        }
        words.put(member, some);
        return true;
    }

    private boolean takePresence(Member member, JsonParser value) throws IOException {
        present.add(member);
        return member != Member.AT_HASH || value.currentToken() != JsonToken.VALUE_STRING || takeText(member, value);
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

    private @Nullable String first(Member member, Member otherwise) {
        String text = texts.get(member);
        return text != null ? text : texts.get(otherwise);
    }

    private static <V> V required(Map<Member, V> values, Member member) {
        V value = values.get(member);
        if (value == null) {
            throw new IllegalStateException("claims without " + member);
        }
        return value;
    }
}
