package io.sallyport.oidc.reissue;

import io.sallyport.oidc.text.JsonText;
import io.sallyport.oidc.text.Spliced;
import io.sallyport.token.IdToken;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The payload of an ID token under another issuer's name: {@code iss} and {@code at_hash} are exchanged where they stand, what
 * is added stands at the end, and everything else stays byte for byte, numbers, order and spelling included.
 */
final class PayloadText {

    private static final String ISS = "iss";
    private static final String AT_HASH = "at_hash";

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final List<WayBack.Change> changes = new ArrayList<>();
    private final byte[] payload;
    private int copied;

    private PayloadText(byte[] payload) {
        this.payload = payload;
    }

    /** A payload and the way back to the one that it was made of. */
    record Made(PayloadText text, WayBack back) {}

    /**
     * Makes one.
     *
     * @param token genuine
     * @param atHash null to leave it as it is
     */
    static Made of(IdToken token, String issuer, @Nullable String atHash) {
        PayloadText made = new PayloadText(token.payload());
        Map<String, Spliced> members =
                JsonText.read(made.payload, Set.of(ISS, AT_HASH)).orElseThrow();
        members.forEach((name, at) -> made.exchange(at, name.equals(ISS) ? issuer : atHash));
        int end = made.lastBrace();
        made.copyTo(end);
        int cut = made.text.size();
        if (atHash != null && !members.containsKey(AT_HASH)) {
            made.append(AT_HASH, atHash);
        }
        String tail = WayBack.text(Arrays.copyOfRange(made.payload, end, made.payload.length));
        return new Made(made, new WayBack(made.changes, cut, tail));
    }

    /** The payload with that claim. */
    byte[] withOriginal(String sealed) {
        append(IdToken.ORIGINAL, sealed);
        text.write('}');
        return text.toByteArray();
    }

    private void exchange(Spliced at, @Nullable String next) {
        byte[] before = Arrays.copyOfRange(payload, at.from(), at.to());
        byte[] after = next == null ? before : JsonText.quoted(next).getBytes(StandardCharsets.UTF_8);
        if (Arrays.equals(before, after)) {
            return;
        }
        copyTo(at.from());
        changes.add(new WayBack.Change(text.size(), after.length, WayBack.text(before)));
        text.writeBytes(after);
        copied = at.to();
    }

    private void copyTo(int end) {
        text.write(payload, copied, end - copied);
        copied = end;
    }

    /** An object's, behind which only white space may stand. */
    private int lastBrace() {
        int end = payload.length - 1;
        while (payload[end] != '}') {
            end--;
        }
        return end;
    }

    /** There is a member before it: the issuer. */
    private void append(String name, String value) {
        text.writeBytes((",\"" + name + "\":\"" + value + '"').getBytes(StandardCharsets.US_ASCII));
    }
}
