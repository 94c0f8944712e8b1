package io.sallyport.oidc.affinity;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.login.AuthorizationRequest;
import io.sallyport.oidc.login.ReturnAddress;
import io.sallyport.oidc.text.FormText;
import io.sallyport.oidc.text.JsonText;
import io.sallyport.oidc.text.PageText;
import io.sallyport.oidc.text.Spliced;
import io.sallyport.operation.Affinity;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Surface;
import io.sallyport.time.Ticker;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts the region into the values of answers that one region alone may know, and takes it off where they come back. What is
 * not such a value stays byte for byte. Thread-safe.
 */
public final class RegionHints {

    /** The most characters that Cognito allows a {@code Session}. */
    private static final int LONGEST_SESSION = 2048;

    private final RegionPrefix prefix;
    private final PushedUri pushed;
    private final SecretBlocks blocks;
    private final Affinity affinity;

    /**
     * Makes the rule.
     *
     * @param regions those that may be asked; a hint to any other is forged
     * @param ticker drives what is remembered for minutes
     */
    public RegionHints(KeyRing ring, Collection<RegionName> regions, Affinity affinity, Ticker ticker) {
        this.prefix = new RegionPrefix(ring, regions);
        this.pushed = new PushedUri(ring, prefix);
        this.blocks = new SecretBlocks(ticker);
        this.affinity = affinity;
    }

    /** What a request's values tell. */
    public sealed interface Told {}

    /** Nothing: the request stays as it is. */
    public record Nothing() implements Told {}

    /**
     * The region.
     *
     * @param kind of the value that told it
     * @param target the request's target without prefixes
     * @param body its body without prefixes; null where there is none
     * @param returnAddress of a pushed authorization request that the region has accepted; null of anything else
     */
    public record Known(
            RegionName region,
            HintKind kind,
            String target,
            @Nullable Buffer body,
            @Nullable ReturnAddress returnAddress)
            implements Told {}

    /** A region that nobody of this ring named for this value. */
    public record Forged() implements Told {}

    private static final Told NOTHING = new Nothing();
    private static final Told FORGED = new Forged();

    /**
     * Reads a request.
     *
     * @param target path and query, undecoded
     * @param body all of it; null where there is none
     */
    public Told read(Operation operation, String target, @Nullable Buffer body) {
        Map<String, HintKind> takes = operation.hints().takes();
        if (takes.isEmpty()) {
            return NOTHING;
        }
        Taking taking = new Taking(takes);
        Parts edited = edited(operation, target, body, taking);
        return taking.told(edited.target(), edited.body());
    }

    private record Parts(String target, @Nullable Buffer body) {}

    private static Parts edited(Operation operation, String target, @Nullable Buffer body, Spliced.Edit edit) {
        Set<String> names = operation.hints().takes().keySet();
        boolean isJson = operation.surface() == Surface.API;
        int query = isJson ? 0 : target.indexOf('?') + 1;
        String there = query == 0
                ? target
                : target.substring(0, query) + new FormText(target.substring(query)).edited(names, edit);
        return new Parts(there, body == null ? null : edited(body, isJson, names, edit));
    }

    private static Buffer edited(Buffer body, boolean isJson, Set<String> names, Spliced.Edit edit) {
        if (isJson) {
            return Buffer.buffer(JsonText.edited(body.getBytes(), names, edit));
        }
        String form = body.toString(StandardCharsets.ISO_8859_1);
        String edited = new FormText(form).edited(names, edit);
        return form.equals(edited) ? body : Buffer.buffer(edited.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * The refresh tokens of a request as its client knows them, by what the region sees of them: one that an answer gives back
     * is still its region's, whichever region answered.
     *
     * @param target path and query, undecoded
     * @param body all of it; null where there is none
     */
    public Map<String, String> refreshTokens(Operation operation, String target, @Nullable Buffer body) {
        Map<String, HintKind> takes = operation.hints().takes();
        if (!takes.containsValue(HintKind.REFRESH_TOKEN)) {
            return Map.of();
        }
        Map<String, String> tokens = new HashMap<>();
        edited(operation, target, body, (field, value) -> {
            if (takes.get(field) == HintKind.REFRESH_TOKEN) {
                tokens.put(
                        prefix.take(HintKind.REFRESH_TOKEN, value) instanceof RegionPrefix.Taken.Known known
                                ? known.value()
                                : value,
                        value);
            }
            return null;
        });
        return tokens;
    }

    /**
     * A JSON answer with the region in its values.
     *
     * @param request the body that it answers; null where there was none
     * @param known refresh tokens that the client has already, by what the region sees of them: they stay as it has them
     */
    public Buffer inJson(
            Operation operation, RegionName region, Buffer json, @Nullable Buffer request, Map<String, String> known) {
        Map<String, HintKind> gives = operation.hints().gives();
        Spliced.Edit giving = giving(gives, region, addressOf(gives, request));
        Spliced.Edit edit = (field, value) -> gives.get(field) == HintKind.REFRESH_TOKEN && known.containsKey(value)
                ? known.get(value)
                : giving.apply(field, value);
        return Buffer.buffer(JsonText.edited(json.getBytes(), gives.keySet(), edit));
    }

    /** A redirect back to the client with the region in its values, in the query and in the fragment. */
    public String inRedirect(Operation operation, RegionName region, String location) {
        Map<String, HintKind> gives = operation.hints().gives();
        int query = location.indexOf('?');
        int hash = location.indexOf('#');
        int from = query >= 0 && (hash < 0 || query < hash) ? query : hash;
        if (from < 0) {
            return location;
        }
        int end = hash < 0 ? location.length() : hash;
        StringBuilder out = new StringBuilder(location.length() + 64).append(location, 0, from);
        if (from < end) {
            out.append('?').append(edited(location.substring(from + 1, end), gives, region));
        }
        return hash < 0
                ? out.toString()
                : out.append('#')
                        .append(edited(location.substring(hash + 1), gives, region))
                        .toString();
    }

    private String edited(String parameters, Map<String, HintKind> gives, RegionName region) {
        return new FormText(parameters).edited(gives.keySet(), giving(gives, region, null));
    }

    /**
     * A page that posts the browser back to the client, with the region in its values.
     *
     * @param leaves whether a form's action is a client's
     */
    public Buffer inPage(Operation operation, RegionName region, Buffer page, Predicate<String> leaves) {
        Map<String, HintKind> gives = operation.hints().gives();
        String html = page.toString(StandardCharsets.ISO_8859_1);
        String edited = new PageText(html).edited(gives.keySet(), leaves, giving(gives, region, null));
        return html.equals(edited) ? page : Buffer.buffer(edited.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static @Nullable ReturnAddress addressOf(Map<String, HintKind> gives, @Nullable Buffer request) {
        return request == null || !gives.containsValue(HintKind.REQUEST_URI)
                ? null
                : new AuthorizationRequest(request.toString(StandardCharsets.ISO_8859_1)).returnAddress();
    }

    private Spliced.Edit giving(Map<String, HintKind> gives, RegionName region, @Nullable ReturnAddress address) {
        return (field, value) -> given(gives.get(field), region, value, address);
    }

    private @Nullable String given(
            @Nullable HintKind kind, RegionName region, String value, @Nullable ReturnAddress address) {
        if (kind == null || value.isEmpty()) {
            return null;
        }
        return switch (kind) {
            case CODE, DEVICE_CODE -> prefix.of(kind, region, value) + value;
            case SESSION ->
                value.length() + RegionPrefix.LENGTH > LONGEST_SESSION ? null : prefix.of(kind, region, value) + value;
            case REFRESH_TOKEN -> affinity.sessionsOneWay() ? prefix.of(kind, region, value) + value : null;
            case REQUEST_URI ->
                value.startsWith(PushedUri.URN)
                        ? pushed.given(region, value.substring(PushedUri.URN.length()), address)
                        : null;
            case SECRET_BLOCK -> {
                blocks.remember(value, region);
                yield null;
            }
            case ID_TOKEN -> null;
        };
    }

    /** What the values of one request tell, as they are taken off. */
    private final class Taking implements Spliced.Edit {

        private final Map<String, HintKind> takes;
        private @Nullable RegionName region;
        private @Nullable HintKind by;
        private @Nullable RegionName remembered;
        private @Nullable ReturnAddress address;
        private boolean isForged;

        Taking(Map<String, HintKind> takes) {
            this.takes = takes;
        }

        @Override
        public @Nullable String apply(String field, String value) {
            HintKind kind = takes.get(field);
            if (kind == HintKind.SECRET_BLOCK) {
                remembered = blocks.regionOf(value);
                return null;
            }
            String lead = kind == HintKind.REQUEST_URI && value.startsWith(PushedUri.URN) ? PushedUri.URN : "";
            return kind == null ? null : without(kind, lead, value.substring(lead.length()));
        }

        private @Nullable String without(HintKind kind, String lead, String value) {
            RegionPrefix.Taken taken = prefix.take(kind, value);
            if (taken instanceof RegionPrefix.Taken.Known known) {
                // Two hints in a request: no client of this gateway sends that.
                isForged |= region != null;
                region = known.region();
                by = kind;
                return lead + bare(kind, known.value());
            }
            isForged |= taken instanceof RegionPrefix.Taken.Forged;
            return null;
        }

        private String bare(HintKind kind, String value) {
            if (kind != HintKind.REQUEST_URI) {
                return value;
            }
            address = pushed.address(value);
            return PushedUri.rest(value);
        }

        Told told(String target, @Nullable Buffer body) {
            if (isForged) {
                return FORGED;
            }
            if (region != null && by != null) {
                return new Known(region, by, target, body, address);
            }
            return remembered == null ? NOTHING : new Known(remembered, HintKind.SECRET_BLOCK, target, body, null);
        }
    }
}
