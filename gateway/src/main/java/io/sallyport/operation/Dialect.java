package io.sallyport.operation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of provider: which requests it knows and what each of them does. What is not in here is not forwarded. Paths
 * match exactly and undecoded, so that no spelling of a path can mean one thing here and another at the region.
 */
public final class Dialect {

    private final String name;
    private final Map<String, Map<String, Route>> pathsByMethod;
    private final Map<String, Route> apiByTarget;
    private final List<ProbeSpec> probes;
    private final Affinity affinity;

    Dialect(
            String name,
            Map<String, Map<String, Route>> pathsByMethod,
            Map<String, Route> apiByTarget,
            List<ProbeSpec> probes,
            Affinity affinity) {
        this.name = name;
        this.pathsByMethod = new HashMap<>(pathsByMethod);
        this.apiByTarget = new LinkedHashMap<>(apiByTarget);
        this.probes = List.copyOf(probes);
        this.affinity = affinity;
    }

    /** The name used in configuration and metrics: {@code cognito}, {@code keycloak}, {@code oidc}. */
    public String name() {
        return name;
    }

    /** The route of an HTTP request; null where the dialect does not know it. {@code HEAD} is {@code GET}. */
    public @Nullable Route route(String method, String path) {
        Map<String, Route> paths = pathsByMethod.get(method.equals("HEAD") ? "GET" : method);
        return paths == null ? null : paths.get(path);
    }

    /**
     * The route of a call of the JSON API.
     *
     * @param target the whole value of {@code X-Amz-Target}, service prefix included
     */
    public @Nullable Route apiRoute(String target) {
        return apiByTarget.get(target);
    }

    /** The requests that tell whether a region works. */
    public List<ProbeSpec> probes() {
        return probes;
    }

    /** How the provider's regions share what they know of sessions. */
    public Affinity affinity() {
        return affinity;
    }

    /** The same for a provider whose JSON API is not used: no calls, no preflight of them, no probes. */
    public Dialect withoutApi() {
        Map<String, Map<String, Route>> paths = new HashMap<>();
        pathsByMethod.forEach((method, routes) -> {
            Map<String, Route> kept = new HashMap<>(routes);
            kept.values().removeIf(route -> route.operation().plane() == Plane.API);
            paths.put(method, kept);
        });
        List<ProbeSpec> kept =
                probes.stream().filter(probe -> probe.plane() != Plane.API).toList();
        return new Dialect(name, paths, Map.of(), kept, affinity);
    }

    /** The path of the request by this method that is always this operation; null where there is none. */
    public @Nullable String path(String method, String operation) {
        return pathsByMethod.getOrDefault(method, Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().operation().name().equals(operation)
                        && !entry.getValue().needsBody())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Every operation of the table. */
    public List<Operation> operations() {
        return Stream.concat(
                        pathsByMethod.values().stream().flatMap(paths -> paths.values().stream()),
                        apiByTarget.values().stream())
                .flatMap(route -> route.operations().stream())
                .distinct()
                .toList();
    }
}
