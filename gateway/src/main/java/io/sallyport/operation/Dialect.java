package io.sallyport.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of provider: which requests it knows and what each of them does. What is not in here is not forwarded. Paths
 * match undecoded, exactly or by {@link PathPattern}, so that no spelling of a path can mean one thing here and another at the
 * region.
 */
public final class Dialect {

    private final String name;
    private final Map<String, PathRoutes> pathsByMethod;
    private final Map<String, Route> apiByTarget;
    private final List<ProbeSpec> probes;
    private final Affinity affinity;
    private final Provided provided;
    private final ReplicaLimits replica;
    private final Set<String> services;
    private final Replays replays;

    Dialect(
            String name,
            Map<String, PathRoutes> pathsByMethod,
            Map<String, Route> apiByTarget,
            List<ProbeSpec> probes,
            Affinity affinity,
            Provided provided,
            ReplicaLimits replica,
            Replays replays) {
        this.name = name;
        this.pathsByMethod = new LinkedHashMap<>(pathsByMethod);
        this.apiByTarget = new LinkedHashMap<>(apiByTarget);
        this.probes = List.copyOf(probes);
        this.affinity = affinity;
        this.provided = provided;
        this.replica = replica;
        this.replays = replays;
        this.services = apiByTarget.keySet().stream().map(Dialect::service).collect(Collectors.toUnmodifiableSet());
    }

    /** The part of a target that names the service. */
    private static String service(String target) {
        return target.substring(0, target.indexOf('.') + 1);
    }

    /** The name used in configuration and metrics: {@code cognito}, {@code keycloak}, {@code oidc}. */
    public String name() {
        return name;
    }

    /** The route of an HTTP request; null where the dialect does not know it. {@code HEAD} is {@code GET}. */
    public @Nullable Route route(String method, String path) {
        PathRoutes paths = pathsByMethod.get(method.equals("HEAD") ? "GET" : method);
        return paths == null ? null : paths.find(path);
    }

    /**
     * The route of a call of the JSON API.
     *
     * @param target the whole value of {@code X-Amz-Target}, service prefix included
     */
    public @Nullable Route apiRoute(String target) {
        return apiByTarget.get(target);
    }

    /** Whether that is a target of the provider's JSON API, its operation known here or not. */
    public boolean isApiTarget(String target) {
        return services.contains(service(target));
    }

    /** The requests that tell whether a region works. */
    public List<ProbeSpec> probes() {
        return probes;
    }

    /** How the provider's regions share what they know of sessions. */
    public Affinity affinity() {
        return affinity;
    }

    /** Where the provider keeps its documents. */
    public Provided provided() {
        return provided;
    }

    /** What a replica cannot do. */
    public ReplicaLimits replica() {
        return replica;
    }

    /** Which revocations its regions do not tell each other. */
    public Replays replays() {
        return replays;
    }

    /** The path of a request by this method that is this operation, if its body says no other; null where there is none. */
    public @Nullable String path(String method, String operation) {
        PathRoutes paths = pathsByMethod.get(method);
        return paths == null
                ? null
                : paths.path(route ->
                        route.operations().stream().anyMatch(each -> each.name().equals(operation)));
    }

    /** The value of {@code X-Amz-Target} of the call that is always this operation; null where there is none. */
    public @Nullable String target(String operation) {
        return apiByTarget.entrySet().stream()
                .filter(entry -> entry.getValue().operation().name().equals(operation)
                        && !entry.getValue().needsBody())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Every operation of the table. */
    public List<Operation> operations() {
        return Stream.concat(
                        pathsByMethod.values().stream().flatMap(paths -> paths.all().stream()),
                        apiByTarget.values().stream())
                .flatMap(route -> route.operations().stream())
                .distinct()
                .toList();
    }
}
