package io.sallyport.oidc.affinity;

import io.sallyport.failover.RegionName;
import io.sallyport.upstream.RegionCookies;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One sealed cookie for each login that is under way in a browser, four at most. A cookie that does not open, has expired, or
 * names a region that may not be asked is as good as none, and goes with the next that is set. Thread-safe.
 */
public final class FlowCookies {

    /** How long a login may take. */
    static final Duration LIFETIME = Duration.ofHours(1);

    /** Logins of one browser at a time; the oldest goes. */
    static final int MOST = 4;

    /** Cookies of a request that are looked at: a browser has {@link #MOST}, and some that it forgets only later. */
    private static final int LOOKED_AT = 16;

    /** Characters of a cookie's value. */
    static final int LONGEST = 3 * 1024;

    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,22}");
    private static final String FLOW = RegionCookies.OWN + "-flow-";

    private final KeyRing ring;
    private final Set<RegionName> regions;
    private final InstantSource clock;
    private final String name;
    private final String label;
    private final String attributes;

    /**
     * Makes the rule.
     *
     * @param regions those that may be asked
     * @param publicUrl what browsers come by, without trailing slash; by https alone a return from another site may bring the
     *     cookie. A cookie of another one is none, though it were sealed with the same ring
     */
    public FlowCookies(KeyRing ring, Collection<RegionName> regions, InstantSource clock, URI publicUrl) {
        boolean isSecure = publicUrl.getScheme().equals("https");
        String basePath = publicUrl.getRawPath();
        this.ring = ring;
        this.regions = Set.copyOf(regions);
        this.clock = clock;
        this.name = (isSecure ? basePath.isEmpty() ? "__Host-" : "__Secure-" : "") + FLOW;
        this.label = publicUrl + " " + name;
        this.attributes = "; Path=" + (basePath.isEmpty() ? "/" : basePath) + "; HttpOnly"
                + (isSecure ? "; Secure; SameSite=None" : "; SameSite=Lax");
    }

    /**
     * The logins of a browser.
     *
     * @param flows newest first
     * @param unusable ids of cookies that say nothing
     */
    public record Brought(List<BrowserFlow> flows, List<String> unusable) {

        /** Copies its lists. */
        public Brought {
            flows = List.copyOf(flows);
            unusable = List.copyOf(unusable);
        }

        /** The login that began with this very authorization request; null where there is none. */
        public @Nullable BrowserFlow begunBy(String query) {
            return flows.stream()
                    .filter(flow -> flow.marks().holdsBeginning(query))
                    .findFirst()
                    .orElse(null);
        }

        /** The login that a step belongs to, by its query, else the newest; null where there is none. */
        public @Nullable BrowserFlow of(String query) {
            if (flows.size() < 2) {
                return flows.isEmpty() ? null : flows.get(0);
            }
            Marks marks = Marks.of(query);
            BrowserFlow best = flows.get(0);
            for (BrowserFlow flow : flows) {
                if (flow.marks().inCommonWith(marks) > best.marks().inCommonWith(marks)) {
                    best = flow;
                }
            }
            return best;
        }
    }

    /** Reads a browser's {@code Cookie} lines. */
    public Brought read(List<String> cookieLines) {
        List<BrowserFlow> flows = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (String line : cookieLines) {
            if (line.contains(FLOW)) {
                for (String pair : line.split(";", -1)) {
                    readOne(pair.trim(), flows, unusable);
                }
            }
        }
        flows.sort(Comparator.comparing(BrowserFlow::begun).reversed());
        return new Brought(flows, unusable);
    }

    private void readOne(String pair, List<BrowserFlow> flows, List<String> unusable) {
        int equals = pair.indexOf('=');
        if (equals < 0 || !pair.startsWith(name) || flows.size() + unusable.size() >= LOOKED_AT) {
            return;
        }
        String id = pair.substring(name.length(), equals);
        if (!ID.matcher(id).matches()) {
            return;
        }
        open(id, unquoted(pair.substring(equals + 1))).ifPresentOrElse(flows::add, () -> unusable.add(id));
    }

    /** Some clients bring a value in quotes (RFC 6265 §4.1.1). */
    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    private Optional<BrowserFlow> open(String id, String value) {
        if (value.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return ring.open(Base64.getUrlDecoder().decode(value), label + id)
                    .flatMap(content -> BrowserFlow.parse(id, content))
                    .filter(flow -> regions.contains(flow.region()) && isAlive(flow.begun()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isAlive(Instant begun) {
        Instant now = clock.instant();
        return begun.isBefore(now.plus(SKEW)) && begun.plus(LIFETIME).isAfter(now);
    }

    /**
     * A login begins.
     *
     * @param id names it; random
     * @param query its authorization request's
     */
    public BrowserFlow begin(String id, RegionName region, String query) {
        Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        return new BrowserFlow(id, region, now, Marks.ofBeginning(query), 0, null);
    }

    /**
     * A region has accepted the request with which a login began: should that region die, it can begin anew with it.
     *
     * @param request path below the public URL and query; one that is no plain target is not kept
     */
    public BrowserFlow accepted(BrowserFlow flow, String request) {
        boolean isPlain = request.chars().allMatch(c -> c > ' ' && c <= '~' && c != '#');
        return isPlain ? flow.begunWith(request) : flow;
    }

    /** A login that begins anew at another region. */
    public BrowserFlow anew(BrowserFlow flow, RegionName region) {
        return flow.anewAt(region);
    }

    /** A login that goes on elsewhere, or goes on to a page of this query. */
    public BrowserFlow next(BrowserFlow flow, RegionName region, @Nullable String query) {
        BrowserFlow there = flow.at(region);
        return query == null ? there : there.with(Marks.of(query));
    }

    /** The {@code Set-Cookie} lines that keep a login, and forget what is too old, too many, or says nothing. */
    public List<String> keep(BrowserFlow flow, Brought brought) {
        String whole = value(flow);
        // What is too long for a browser is led back to its region all the same.
        String value = whole.length() > LONGEST ? value(flow.begunWith(null)) : whole;
        List<String> lines = new ArrayList<>();
        lines.add(name + flow.id() + '=' + value + "; Max-Age=" + LIFETIME.toSeconds() + attributes);
        brought.unusable().forEach(id -> lines.add(forget(id)));
        brought.flows().stream()
                .map(BrowserFlow::id)
                .filter(id -> !id.equals(flow.id()))
                .skip(MOST - 1L)
                .forEach(id -> lines.add(forget(id)));
        return lines;
    }

    private String value(BrowserFlow flow) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ring.seal(flow.bytes(), label + flow.id()));
    }

    /** The {@code Set-Cookie} lines that end all logins of a browser. */
    public List<String> forgetAll(Brought brought) {
        return Stream.concat(brought.flows().stream().map(BrowserFlow::id), brought.unusable().stream())
                .map(this::forget)
                .toList();
    }

    /** The {@code Set-Cookie} line that ends a login. */
    public String forget(String id) {
        return name + id + "=; Max-Age=0" + attributes;
    }
}
