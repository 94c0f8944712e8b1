package io.sallyport.operation;

import static io.sallyport.operation.TableRows.constant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sallyport.operation.TableRows.ApiRow;
import io.sallyport.operation.TableRows.ProbeRow;
import io.sallyport.operation.TableRows.ReplaysRow;
import io.sallyport.operation.TableRows.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dialect from its table, a YAML text that a person can check line by line against the provider's manual.
 *
 * <p>{@code http} rows give {@code on} (methods and one {@linkplain PathPattern path}), {@code name}, {@code class},
 * {@code plane}, {@code surface}, and where needed {@code when} (fields of form or query that select the row, {@code '*'} for
 * any value) and {@code replay}. {@code api} rows name many operations of one class. {@code probes} rows are the requests by which the gateway looks after a
 * region. Replay is {@code safe} for reads and {@code once} for the rest unless a row says otherwise; flow is {@code part}
 * unless a row says otherwise. {@code revokes} says of a row which field of its body holds a token ({@code by}) and {@code what}
 * that revokes once the region has accepted it: the token, its session, its subject. {@code credential} says which field names
 * the account whose credential is {@code tried} (only where there is a field {@code with} it, if it says one) or
 * {@code changed}, or holds the token of the account that it is {@code changedBy}. {@code reads} says which {@code header} or
 * {@code field} holds the access token by which it reads, or which field the token that it asks {@code about}. {@code takes} and
 * {@code gives} name the fields that tell a region ({@link Hints}), {@code forged} the answer to a false one, {@code grant}
 * unless a row says otherwise. {@code errorOnReplica: refused-write} says that a replica answers 5xx where the request would have
 * written.
 *
 * <p>{@code sessions} is {@code one-way} where a session of a replica is unknown to the primary, {@code cookies} is
 * {@code per-region} where each region has its own, {@code sessionCookies} names those of a signed-in browser,
 * {@code refreshTokens} is {@code rotating} where each is good for one use, {@code links} is {@code from-host} where pages name
 * the host that they were asked for by. {@code jwks} and {@code aliases} are {@link Provided}.
 *
 * <p>{@code replica} says what a replica cannot do: {@code lacks} names it for people, with its operations; {@code refuses}
 * tells the replica's own refusals by the name of an {@code error}, by what their body {@code says}, or by the address to which
 * it {@code sendsBack} the browser.
 *
 * <p>{@code replays} says which revocations the regions do not tell each other: of what a replica accepted those that are to be
 * replayed {@code to-primary}, of the primary's those {@code to-replicas}. Without it all of a replica's are where sessions are
 * {@code one-way}, else none.
 */
public final class DialectTable {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private static final String JWKS = "/.well-known/jwks.json";

    private record Aliases(
            @Nullable List<String> discovery, @Nullable List<String> jwks) {}

    private record Table(
            String dialect,
            @Nullable String sessions,
            @Nullable String cookies,
            @Nullable List<String> sessionCookies,
            @Nullable String refreshTokens,
            @Nullable String links,
            @Nullable String jwks,
            @Nullable Aliases aliases,
            @Nullable ReplaysRow replays,
            @Nullable String apiTargetPrefix,
            List<Row> http,
            @Nullable List<ApiRow> api,
            @Nullable ReplicaRows replica,
            List<ProbeRow> probes) {

        Affinity affinity() {
            return new Affinity(
                    is("one-way", "replicated", sessions), is("per-region", "shared", cookies), orNone(sessionCookies));
        }

        boolean rotates() {
            return is("rotating", "reusable", refreshTokens);
        }

        Provided provided(Names names) {
            return new Provided(
                    names.document(jwks == null ? JWKS : jwks),
                    names.known(aliases == null ? null : aliases.discovery()),
                    names.known(aliases == null ? null : aliases.jwks()),
                    is("from-host", "public", links));
        }

        Replays replaysOrUsual(Affinity affinity) {
            if (replays != null) {
                return replays.replays();
            }
            return affinity.sessionsOneWay() ? Replays.ALL_TO_PRIMARY : Replays.NONE;
        }

        private static boolean is(String yes, String no, @Nullable String value) {
            if (value != null && !value.equals(yes) && !value.equals(no)) {
                throw new IllegalArgumentException("neither " + yes + " nor " + no + ": " + value);
            }
            return yes.equals(value);
        }
    }

    private static List<String> orNone(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private final Table table;
    private final TableOptions options;
    private final Names names;
    private final Map<String, Map<String, List<Route.Variant>>> variants = new LinkedHashMap<>();

    private DialectTable(Table table, TableOptions options) {
        this.table = table;
        this.options = options;
        this.names = new Names(options.names());
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException when the text is not a table, or a route of it has no default
     */
    public static Dialect parse(String yaml, TableOptions options) {
        try {
            return new DialectTable(YAML.readValue(yaml, Table.class), options).dialect();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a dialect table: " + e.getOriginalMessage(), e);
        }
    }

    private Dialect dialect() {
        Affinity affinity = options.declared().over(table.affinity());
        return new Dialect(
                table.dialect(),
                paths(),
                targets(),
                probes(),
                affinity,
                table.provided(names),
                table.replica() == null ? ReplicaLimits.NONE : table.replica().limits(),
                table.replaysOrUsual(affinity));
    }

    private Map<String, PathRoutes> paths() {
        table.http().forEach(this::addRow);
        options.own().stream().filter(row -> !row.isApi()).forEach(this::replace);
        Map<String, PathRoutes> routes = new LinkedHashMap<>();
        variants.forEach(
                (method, paths) -> paths.forEach((path, list) -> routes.computeIfAbsent(method, m -> new PathRoutes())
                        .add(PathPattern.of(path), path, new Route(list))));
        routes.put("OPTIONS", preflights());
        return routes;
    }

    private void addRow(Row row) {
        String path = names.in(pathOf(row.on()));
        if (path != null && isForwarded(row.parsedClass()) && isServed(constant(Plane.class, row.plane()))) {
            Route.Variant variant = refreshed(row.variant());
            methodsOf(row.on()).forEach(method -> at(method, path).add(variant));
        }
    }

    /** A row of the configuration's stands alone for its path. */
    private void replace(TableOptions.OwnRow row) {
        String path = Objects.requireNonNull(names.in(pathOf(row.on())), "a path without endpoints");
        for (String method : methodsOf(row.on())) {
            if (row.operation() == null) {
                variants.getOrDefault(method, Map.of()).remove(path);
            } else {
                replace(at(method, path), row.operation());
            }
        }
    }

    private static void replace(List<Route.Variant> there, Operation operation) {
        there.clear();
        there.add(new Route.Variant(Map.of(), operation));
    }

    private List<Route.Variant> at(String method, String path) {
        return variants.computeIfAbsent(method, m -> new LinkedHashMap<>())
                .computeIfAbsent(path, p -> new ArrayList<>());
    }

    private static String pathOf(String on) {
        return on.substring(on.lastIndexOf(' ') + 1);
    }

    private static List<String> methodsOf(String on) {
        List<String> words = List.of(on.split(" ", -1));
        return words.subList(0, words.size() - 1);
    }

    private boolean isForwarded(OperationClass operationClass) {
        return options.exposesAdmin() || !operationClass.isAdmin();
    }

    private boolean isServed(Plane plane) {
        return options.hasApi() || plane != Plane.API;
    }

    /** A refresh token that is good for one use must not be used twice. */
    private Route.Variant refreshed(Route.Variant variant) {
        Operation operation = variant.operation();
        Boolean wanted = options.refreshTokensRotate();
        boolean rotates = wanted == null ? table.rotates() : wanted;
        boolean isRefresh = operation.operationClass() == OperationClass.SIGN_IN
                && operation.hints().takes().containsValue(HintKind.REFRESH_TOKEN);
        return rotates && isRefresh ? new Route.Variant(variant.when(), operation.sentOnce()) : variant;
    }

    /** A browser asks before it calls from another origin; the region answers for each path that it serves. */
    private PathRoutes preflights() {
        Map<String, Plane> planes = new LinkedHashMap<>();
        if (options.hasApi() && table.api() != null) {
            planes.put("/", Plane.API);
        }
        variants.values()
                .forEach(paths -> paths.forEach((path, list) ->
                        planes.putIfAbsent(path, list.get(0).operation().plane())));
        PathRoutes routes = new PathRoutes();
        planes.forEach((path, plane) -> routes.add(PathPattern.of(path), path, preflight(plane)));
        return routes;
    }

    private static Route preflight(Plane plane) {
        Operation ask = new Operation("preflight", OperationClass.READ, plane, Surface.PAGE, Replay.SAFE);
        return new Route(List.of(new Route.Variant(Map.of(), ask)));
    }

    private Map<String, Route> targets() {
        Map<String, List<Route.Variant>> targets = new LinkedHashMap<>();
        List<ApiRow> rows = options.hasApi() && table.api() != null ? table.api() : List.of();
        rows.stream().filter(row -> isForwarded(row.parsedClass())).forEach(row -> row.operations()
                .forEach(name -> targets.computeIfAbsent(table.apiTargetPrefix() + name, t -> new ArrayList<>())
                        .add(refreshed(row.variant(name)))));
        options.own().stream().filter(TableOptions.OwnRow::isApi).forEach(row -> replace(targets, row));
        Map<String, Route> routes = new LinkedHashMap<>();
        targets.forEach((target, list) -> routes.put(target, new Route(list)));
        return routes;
    }

    private void replace(Map<String, List<Route.Variant>> targets, TableOptions.OwnRow row) {
        if (table.apiTargetPrefix() == null || !options.hasApi()) {
            throw new IllegalArgumentException("there is no JSON API for " + row.on());
        }
        String target = table.apiTargetPrefix() + row.apiOperation();
        if (row.operation() == null) {
            targets.remove(target);
        } else {
            replace(targets.computeIfAbsent(target, t -> new ArrayList<>()), row.operation());
        }
    }

    private List<ProbeSpec> probes() {
        List<ProbeSpec> probes = new ArrayList<>();
        for (ProbeRow row : table.probes()) {
            String path = names.in(pathOf(row.on()));
            if (path != null && isServed(row.parsedPlane())) {
                probes.add(row.spec(path));
            }
        }
        return probes;
    }
}
