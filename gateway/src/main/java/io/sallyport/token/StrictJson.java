package io.sallyport.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One JSON object as a stream of its members: UTF-8 only, no name twice at any depth, nothing after it. */
final class StrictJson {

    /** The last second of the year 9999. */
    private static final long MAX_EPOCH_SECOND = 253_402_300_799L;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long EIGHT_HIGH_BITS = 0x8080808080808080L;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .maxStringLength(CompactJws.MAX_CHARS)
                    .maxNameLength(1024)
                    .build())
            .build();

    private StrictJson() {}

    /** Takes the members of an object. */
    interface Members {
        /**
         * Takes one member.
         *
         * @param value stands on the value's first token; the rest of an object that is not read is skipped
         * @return false to refuse the whole object
         */
        boolean take(String name, JsonParser value) throws IOException;
    }

    /** Whether the text is a strict JSON object whose members were all taken. */
    static boolean read(byte[] text, Members members) {
        if (!isUtf8(text)) {
            return false;
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    && readMembers(parser, members)
                    && parser.nextToken() == null;
        } catch (IOException | IllegalStateException e) {
            // Jackson reports too many colliding names as an illegal state.
            return false;
        }
    }

    /** Text, or null for anything else, also where it is no well-formed Unicode. */
    static @Nullable String text(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            return null;
        }
        String text = value.getText();
        return hasLoneSurrogate(text) ? null : text;
    }

    /** A NumericDate (RFC 7519 §2) from 1970 to 9999, in whole seconds; null for anything else. */
    static @Nullable Instant date(JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return value.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : date(value.getLongValue());
        }
        if (value.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            return null;
        }
        double seconds = value.getDoubleValue();
        return seconds >= 0 && seconds <= MAX_EPOCH_SECOND ? date((long) seconds) : null;
    }

    private static @Nullable Instant date(long seconds) {
        return seconds >= 0 && seconds <= MAX_EPOCH_SECOND ? Instant.ofEpochSecond(seconds) : null;
    }

    private static boolean readMembers(JsonParser parser, Members members) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (!members.take(name, parser)) {
                return false;
            }
            parser.skipChildren();
        }
        return parser.currentToken() == JsonToken.END_OBJECT;
    }

    /** Jackson would guess UTF-16 and UTF-32 from a zero among the first bytes, and lets some ill-formed UTF-8 pass. */
    private static boolean isUtf8(byte[] text) {
        if (text.length < 2 || text[0] <= 0 || text[1] == 0) {
            return false;
        }
        return isAscii(text) || decodes(text);
    }

    private static boolean isAscii(byte[] text) {
        int i = 0;
        for (; i + Long.BYTES <= text.length; i += Long.BYTES) {
            if (((long) EIGHT_BYTES.get(text, i) & EIGHT_HIGH_BITS) != 0) {
                return false;
            }
        }
        int rest = 0;
        for (; i < text.length; i++) {
            rest |= text[i];
        }
        return rest >= 0;
    }

    private static boolean decodes(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
