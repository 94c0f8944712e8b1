package io.sallyport.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dialect from its table, a YAML text that a person can check line by line against the provider's manual.
 *
 * <p>{@code http} rows give {@code on} (methods and one path), {@code name}, {@code class}, {@code plane},
 * {@code surface}, and where needed {@code when} (body fields that select the row) and {@code replay}. {@code api} rows
 * name many operations of one class. {@code probes} rows are the requests by which the gateway looks after a region. Replay is {@code safe} for reads and {@code once} for the rest unless a row says
 * otherwise; flow is {@code part} unless a row says otherwise. {@code revokes} says of a row which field of its body holds a
 * token ({@code by}) and {@code what} that revokes once the region has accepted it: the token, its session, its subject. {@code takes}
 * and {@code gives} name the fields that tell a region ({@link Hints}), {@code forged} the answer to a false one, {@code grant}
 * unless a row says otherwise.
 *
 * <p>{@code sessions} is {@code one-way} where a session of a replica is unknown to the primary, {@code cookies} is
 * {@code per-region} where each region has its own, and {@code sessionCookies} names those of a signed-in browser.
 */
public final class DialectTable {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private record RevokesRow(String by, String what) {}

    private record Row(
            String on,
            String name,
            @JsonProperty("class") String operationClass,
            String plane,
            String surface,
            @Nullable Map<String, String> when,
            @Nullable String replay,
            @Nullable String flow,
            @Nullable RevokesRow revokes,
            @Nullable Map<String, String> takes,
            @Nullable Map<String, String> gives,
            @Nullable String forged) {

        Operation operation() {
            OperationClass parsed = constant(OperationClass.class, operationClass);
            return new Operation(
                    name,
                    parsed,
                    constant(Plane.class, plane),
                    constant(Surface.class, surface),
                    replayOf(parsed, replay),
                    flowOf(flow),
                    revokesOf(revokes),
                    hints(takes, gives, forged));
        }
    }

    private record ApiRow(
            List<String> operations,
            @JsonProperty("class") String operationClass,
            @Nullable Map<String, String> when,
            @Nullable String replay,
            @Nullable String flow,
            @Nullable RevokesRow revokes,
            @Nullable Map<String, String> takes,
            @Nullable Map<String, String> gives,
            @Nullable String forged) {

        Operation operation(String name) {
            OperationClass parsed = constant(OperationClass.class, operationClass);
            return new Operation(
                    name,
                    parsed,
                    Plane.API,
                    Surface.API,
                    replayOf(parsed, replay),
                    flowOf(flow),
                    revokesOf(revokes),
                    hints(takes, gives, forged));
        }
    }

    private record ProbeRow(
            String name,
            String plane,
            String on,
            @Nullable String contentType,
            @Nullable String target,
            @Nullable String body,
            Set<Integer> statuses,
            @Nullable Set<String> contains) {

        ProbeSpec spec() {
            String[] methodAndPath = on.split(" ", -1);
            return new ProbeSpec(
                    name,
                    constant(Plane.class, plane),
                    methodAndPath[0],
                    methodAndPath[1],
                    contentType,
                    target,
                    body,
                    statuses,
                    contains == null ? Set.of() : contains);
        }
    }

    private record Table(
            String dialect,
            @Nullable String sessions,
            @Nullable String cookies,
            @Nullable List<String> sessionCookies,
            @Nullable String apiTargetPrefix,
            List<Row> http,
            @Nullable List<ApiRow> api,
            List<ProbeRow> probes) {

        Affinity affinity() {
            return new Affinity(
                    is("one-way", "replicated", sessions),
                    is("per-region", "shared", cookies),
                    sessionCookies == null ? List.of() : sessionCookies);
        }

        private static boolean is(String yes, String no, @Nullable String value) {
            if (value != null && !value.equals(yes) && !value.equals(no)) {
                throw new IllegalArgumentException("neither " + yes + " nor " + no + ": " + value);
            }
            return yes.equals(value);
        }
    }

    private DialectTable() {}

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException when the text is not a table, or a route of it has no default
     */
    public static Dialect parse(String yaml) {
        Table table;
        try {
            table = YAML.readValue(yaml, Table.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a dialect table: " + e.getOriginalMessage(), e);
        }
        return new Dialect(
                table.dialect(),
                paths(table.http()),
                targets(table),
                table.probes().stream().map(ProbeRow::spec).toList(),
                table.affinity());
    }

    private static Map<String, Map<String, Route>> paths(List<Row> rows) {
        Map<String, Map<String, List<Route.Variant>>> variants = new HashMap<>();
        for (Row row : rows) {
            String[] words = row.on().split(" ", -1);
            String path = words[words.length - 1];
            for (int i = 0; i < words.length - 1; i++) {
                variants.computeIfAbsent(words[i], m -> new HashMap<>())
                        .computeIfAbsent(path, p -> new ArrayList<>())
                        .add(variant(row.when(), row.operation()));
            }
        }
        Map<String, Map<String, Route>> routes = new HashMap<>();
        variants.forEach((method, paths) -> routes.put(method, routes(paths)));
        routes.put("OPTIONS", preflights(rows));
        return routes;
    }

    /** A browser asks before it calls from another origin; the region answers for each path that it serves. */
    private static Map<String, Route> preflights(List<Row> rows) {
        Map<String, Route> routes = new HashMap<>();
        routes.put("/", preflight(Plane.API));
        for (Row row : rows) {
            String path = row.on().substring(row.on().lastIndexOf(' ') + 1);
            routes.put(path, preflight(constant(Plane.class, row.plane())));
        }
        return routes;
    }

    private static Route preflight(Plane plane) {
        Operation ask = new Operation("preflight", OperationClass.READ, plane, Surface.PAGE, Replay.SAFE);
        return new Route(List.of(new Route.Variant(Map.of(), ask)));
    }

    private static Map<String, Route> targets(Table table) {
        Map<String, List<Route.Variant>> variants = new LinkedHashMap<>();
        for (ApiRow row : table.api() == null ? List.<ApiRow>of() : table.api()) {
            for (String name : row.operations()) {
                variants.computeIfAbsent(table.apiTargetPrefix() + name, t -> new ArrayList<>())
                        .add(variant(row.when(), row.operation(name)));
            }
        }
        return routes(variants);
    }

    private static Map<String, Route> routes(Map<String, List<Route.Variant>> variants) {
        Map<String, Route> routes = new LinkedHashMap<>();
        variants.forEach((key, list) -> routes.put(key, new Route(list)));
        return routes;
    }

    private static Route.Variant variant(@Nullable Map<String, String> when, Operation operation) {
        return new Route.Variant(when == null ? Map.of() : when, operation);
    }

    private static Replay replayOf(OperationClass operationClass, @Nullable String replay) {
        if (replay != null) {
            return constant(Replay.class, replay);
        }
        return operationClass == OperationClass.READ || operationClass == OperationClass.ADMIN_READ
                ? Replay.SAFE
                : Replay.ONCE;
    }

    private static Flow flowOf(@Nullable String flow) {
        return flow == null ? Flow.PART : constant(Flow.class, flow);
    }

    private static @Nullable Revokes revokesOf(@Nullable RevokesRow row) {
        return row == null ? null : new Revokes(row.by(), constant(Revokes.What.class, row.what()));
    }

    private static Hints hints(
            @Nullable Map<String, String> takes, @Nullable Map<String, String> gives, @Nullable String forged) {
        return takes == null && gives == null
                ? Hints.NONE
                : new Hints(
                        kinds(takes),
                        kinds(gives),
                        forged == null ? ForgedAnswer.GRANT : constant(ForgedAnswer.class, forged));
    }

    private static Map<String, HintKind> kinds(@Nullable Map<String, String> fields) {
        Map<String, HintKind> kinds = new HashMap<>();
        if (fields != null) {
            fields.forEach((field, kind) -> kinds.put(field, constant(HintKind.class, kind)));
        }
        return kinds;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
