package io.sallyport.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, as one file gives it: complete (defaults filled in) and checked. Defaults, ranges and
 * descriptions stand in {@code sallyport.schema.json} alone.
 *
 * @param publicUrl what clients use; https, or http on loopback; no query, fragment or trailing slash
 * @param dialect the provider's dialect
 * @param pool Cognito's user pool id; null unless the dialect is cognito
 * @param realm Keycloak's realm; null unless the dialect is keycloak
 * @param expose whose operations are forwarded, beside those of users and clients
 * @param provider what the dialect cannot know of the provider
 * @param operations rows beside the dialect's own, or in their place
 * @param clients app clients that may call the JSON API, beside those named elsewhere
 * @param api the JSON API through the gateway
 * @param issuer under which name tokens are issued
 * @param listen the data-plane listener
 * @param admin the admin listener
 * @param regions exactly one primary, one replica or more in order of preference
 * @param failover when and how traffic moves
 * @param probes how regions are probed
 * @param slowAfter when an answer counts as slow
 * @param timeouts deadlines of one request
 * @param limits bounds on concurrency, memory and retries
 * @param validation how access tokens are verified
 * @param introspection who may introspect tokens here
 * @param revocation how long revocations are enforced
 * @param guard what sign-ins are refused here
 * @param cors cross-origin answers
 * @param capabilities what front ends are told
 * @param trustedProxies address ranges whose forwarding headers count
 * @param state what is kept on disk
 * @param affinity how flows are led back to the region that knows them
 * @param log logging
 */
public record SallyportConfig(
        URI publicUrl,
        Dialect dialect,
        @Nullable String pool,
        @Nullable String realm,
        Expose expose,
        Provider provider,
        List<OperationRow> operations,
        List<String> clients,
        Api api,
        Issuer issuer,
        Listen listen,
        Admin admin,
        List<Region> regions,
        Failover failover,
        Probes probes,
        SlowAfter slowAfter,
        Timeouts timeouts,
        Limits limits,
        Validation validation,
        Introspection introspection,
        Revocation revocation,
        Guard guard,
        Cors cors,
        Capabilities capabilities,
        List<Cidr> trustedProxies,
        State state,
        Affinity affinity,
        Log log) {

    /** Takes copies of the lists. */
    public SallyportConfig {
        operations = List.copyOf(operations);
        clients = List.copyOf(clients);
        regions = List.copyOf(regions);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** The one writable region. */
    public Region primary() {
        return regions.stream()
                .filter(region -> region.role() == Region.Role.PRIMARY)
                .findFirst()
                .orElseThrow();
    }

    /** The replicas, inactive ones too, in order of preference. */
    public List<Region> replicas() {
        return regions.stream()
                .filter(region -> region.role() == Region.Role.REPLICA)
                .toList();
    }
}
