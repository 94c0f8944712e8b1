package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.IssuerValidation;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.file.ConfigFile;
import io.sallyport.edge.Introspection;
import io.sallyport.failover.Policy;
import io.sallyport.failover.Region;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.WeeklyDrill;
import io.sallyport.guard.Guard;
import io.sallyport.guard.source.Network;
import io.sallyport.keys.IssuerSource;
import io.sallyport.keys.SourceUrl;
import io.sallyport.oidc.reissue.Regions;
import io.sallyport.operation.Plane;
import io.sallyport.token.Algorithm;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.RegionSettings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value of the configuration arrives where it belongs; those that could be taken for each other differ. */
class SettingsTest {

    private static final String YAML = """
            publicUrl: https://auth.example.com/base
            dialect: cognito
            pool: us-west-2_demo
            clients: [web]
            issuer: {mode: regional}
            listen: {host: 127.0.0.9, port: 8123, maxBody: 3MiB, maxHeaders: 31KiB, idleTimeout: 41s, maxConnections: 77}
            admin: {port: 0}
            regions:
              - {name: west, role: primary, oidc: "https://west.example:4431/o", keys: "https://west-keys.example/k",
                 api: "https://west-api.example", issuers: ["https://west-issuer.example"]}
              - {name: east, role: replica, activation: active, oidc: "https://east.example", api: "https://east-api.example",
                 issuers: ["https://east-issuer.example"]}
              - {name: north, role: replica, activation: inactive, oidc: "https://north.example", api: "https://north-api.example",
                 issuers: ["https://east-issuer.example"]}
            failover: {mode: advisory, recoveryWindow: 31s, minimumStay: 61s, minimumStayCap: 901s, step: 11s,
                       steps: [7, 33, 100], transitionsPerHour: 17,
                       drill: {region: east, percent: 9, day: tuesday, start: "14:30", duration: 45m, zone: Europe/Berlin,
                               maxFailedPercent: 8}}
            probes: {clientId: probe-client, interval: 1100ms, suspicion: 120ms, timeout: 1300ms}
            slowAfter: {login: 3100ms, token: 1510ms, api: 1520ms, keys: 1010ms}
            timeouts: {connect: 510ms, attempt: 2100ms, longAttempt: 10100ms, total: 12100ms}
            limits: {bulkhead: 1025, heldResponse: 65KiB, bufferedBody: 66KiB}
            validation:
              skew: 32s
              maxStale: 25h
              refresh: 6m
              cacheEntries: 20001
              crypto: jdk
              algorithms: [ES256, PS512]
              tokenTypes: [t1+jwt]
              deniedKeys: [kid-9]
              issuers:
                - issuer: https://east-issuer.example
                  algorithms: [EdDSA]
                  tokenTypes: [t2+jwt]
                  skew: 33s
                  audiences: [aud-3]
                  clients: [client-3]
                  jwks: [https://further.example/jwks, https://east.example/.well-known/jwks.json]
              default: {audiences: [aud-1], clients: [client-1], scopes: [scope-1]}
              policies:
                orders: {audiences: [aud-2], clients: [client-2], scopes: [scope-2]}
            introspection:
              mode: region-first
              clients:
                - {id: api-1, secret: secret-of-api-1}
                - {id: api-2, secret: secret-of-api-2, policy: orders}
            revocation: {remember: 722h, entries: 100001, replay: {patience: 121s}}
            capabilities: {region: true, since: false, streams: 1001, streamsPerAddress: 101}
            api: {signed: refuse}
            guard:
              lockout: {attempts: 7, window: 16m, block: 17m, delay: 1200ms, maxDelay: 9s, trusted: [10.2.0.0/16]}
              fence: {duration: 18m}
            cors: {origins: ["https://app.example.com"]}
            trustedProxies: [10.1.0.0/16, "fd00::/8"]
            state: {directory: state}
            affinity: {keyRing: ring, nodes: 3}
            log: {access: false}
            """;

    /** Read where they are used, without settings of a package between. */
    private static final Set<String> ELSEWHERE = Set.of(
            "dialect",
            "pool",
            "realm",
            "expose",
            "provider.sessions",
            "provider.cookies",
            "provider.sessionCookies",
            "provider.refreshTokens",
            "operations",
            "issuer.mode",
            "listen.maxConnections",
            "admin.host",
            "admin.port",
            "admin.tokenFile",
            "limits.heldResponse",
            "revocation.remember",
            "revocation.entries",
            "revocation.journal",
            "revocation.replay.tries",
            "revocation.replay.cognito.credentials",
            "revocation.replay.cognito.file",
            "revocation.replay.keycloak.clientId",
            "revocation.replay.keycloak.secretFile",
            "validation.cacheEntries",
            "validation.deniedKeys",
            "validation.crypto",
            "capabilities.streams",
            "capabilities.streamsPerAddress",
            "affinity.keyRing",
            "affinity.nodes",
            "state.directory",
            "state.keyFile");

    /** Lists of sections. */
    private static final Map<String, Class<?>> ENTRIES =
            Map.of("regions", io.sallyport.config.Region.class, "validation.issuers", IssuerValidation.class);

    private static final Endpoint WEST = new Endpoint("west.example", 4431, true, "/o");
    private static final Endpoint EAST = new Endpoint("east.example", 443, true, "");

    private record Row(String path, Object expected, Function<Settings, Object> actual) {
        @Override
        public String toString() {
            return path + " is " + expected;
        }
    }

    private final Path directory;
    private final Settings settings;

    SettingsTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        settings = settings(YAML);
    }

    private Settings settings(String yaml) throws IOException {
        ConfigFile.Result result =
                ConfigFile.load(Files.writeString(directory.resolve("sallyport.yaml"), yaml), name -> null);
        if (result instanceof ConfigFile.Loaded loaded) {
            return new Settings(
                    loaded.config(), Dialects.load(loaded.config(), Map.of()).provided());
        }
        throw new IllegalArgumentException(result.toString());
    }

    static Stream<Row> rows() {
        return Stream.of(
                        listener(),
                        regions(),
                        failover(),
                        probes(),
                        deadlines(),
                        validation(),
                        introspection(),
                        guard())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> listener() {
        return Stream.of(
                new Row("publicUrl", "https://auth.example.com/base", s -> s.edge()
                        .publicUrl()
                        .text()),
                new Row("publicUrl", "https://auth.example.com/base", s -> s.face()
                        .publicUrl()),
                new Row("listen.host", "127.0.0.9", s -> s.edge().host()),
                new Row("listen.port", 8123, s -> s.edge().port()),
                new Row("listen.maxBody", 3L << 20, s -> s.edge().limits().body()),
                new Row("listen.maxHeaders", 31 << 10, s -> s.edge().limits().headers()),
                new Row("listen.idleTimeout", Duration.ofSeconds(41), s -> s.edge()
                        .idleTimeout()),
                new Row("limits.bufferedBody", 66 << 10, s -> s.edge().limits().wholeBody()),
                new Row("cors.origins", List.of("https://app.example.com"), s -> s.edge()
                        .corsOrigins()),
                new Row("trustedProxies", List.of(network("10.1.0.0", 16), network("fd00::", 8)), s -> s.edge()
                        .trustedProxies()),
                new Row("clients", Set.of("web", "probe-client", "client-1", "client-2"), s -> s.edge()
                        .apiClients()),
                new Row("capabilities.region", true, s -> s.capabilities().region()),
                new Row("capabilities.since", false, s -> s.capabilities().since()),
                new Row("api.signed", false, s -> s.edge().passesSigned()),
                new Row("log.access", false, s -> s.edge().accessLog()));
    }

    private static Stream<Row> regions() {
        return Stream.of(
                new Row("regions.name", names("west", "east", "north"), s -> each(s, RegionSettings::name)),
                new Row("regions.oidc", WEST, s -> s.regions().get(0).oidc()),
                new Row("regions.keys", endpoint("west-keys.example", "/k"), s -> s.regions()
                        .get(0)
                        .keys()),
                new Row("regions.keys", EAST, s -> s.regions().get(1).keys()),
                new Row("regions.api", endpoint("west-api.example", ""), s -> s.regions()
                        .get(0)
                        .api()),
                new Row(
                        "regions.role",
                        new Region(new RegionName("west"), true, Set.of(Plane.values())),
                        s -> s.serving().topology().primary()),
                new Row("regions.activation", List.of(true, false), SettingsTest::activations),
                new Row(
                        "regions.issuers",
                        List.of(
                                source("https://west-issuer.example", url("west", "https://west-keys.example/k")),
                                source(
                                        "https://east-issuer.example",
                                        url("east", "https://east.example"),
                                        url("north", "https://north.example"),
                                        new SourceUrl(null, URI.create("https://further.example/jwks")))),
                        s -> s.tokens().keys().issuers()),
                new Row("regions.issuers", "https://west-issuer.example", s -> s.face()
                        .issuer()),
                new Row(
                        "timeouts.connect",
                        ofAll(Duration.ofMillis(510)),
                        s -> each(s, RegionSettings::connectTimeout)),
                new Row("limits.bulkhead", ofAll(1025), s -> each(s, RegionSettings::bulkhead)));
    }

    private static Stream<Row> failover() {
        return Stream.of(
                rule("mode", Policy.Mode.ADVISORY, Policy::mode),
                rule("recoveryWindow", Duration.ofSeconds(31), Policy::recoveryWindow),
                rule("minimumStay", Duration.ofSeconds(61), Policy::minimumStay),
                rule("minimumStayCap", Duration.ofSeconds(901), Policy::minimumStayCap),
                rule("step", Duration.ofSeconds(11), Policy::stepLength),
                rule("steps", List.of(7, 33, 100), Policy::steps),
                rule("transitionsPerHour", 17, Policy::transitionsPerHour),
                new Row("revocation.replay.patience", Duration.ofSeconds(121), s -> s.serving()
                        .policy()
                        .replayPatience()),
                drill("region", Optional.of(new RegionName("east")), WeeklyDrill::region),
                drill("percent", 9, WeeklyDrill::percent),
                drill("day", DayOfWeek.TUESDAY, WeeklyDrill::day),
                drill("start", LocalTime.of(14, 30), WeeklyDrill::start),
                drill("duration", Duration.ofMinutes(45), WeeklyDrill::lasts),
                drill("zone", ZoneId.of("Europe/Berlin"), WeeklyDrill::zone),
                drill("maxFailedPercent", 8, WeeklyDrill::maxFailedPercent));
    }

    private static Row drill(String key, Object expected, Function<WeeklyDrill, Object> actual) {
        return new Row(
                "failover.drill." + key,
                expected,
                s -> actual.apply(s.serving().drill().orElseThrow()));
    }

    private static Row rule(String key, Object expected, Function<Policy, Object> actual) {
        return new Row(
                "failover." + key, expected, s -> actual.apply(s.serving().policy()));
    }

    private static Stream<Row> probes() {
        return Stream.of(
                new Row("probes.clientId", "probe-client", s -> s.serving().probeClientId()),
                new Row("probes.interval", Duration.ofMillis(1100), s -> s.serving()
                        .probeInterval()),
                new Row("probes.suspicion", Duration.ofMillis(120), s -> s.serving()
                        .suspicionInterval()),
                new Row("probes.timeout", Duration.ofMillis(1300), s -> s.serving()
                        .probeTimeout()),
                slow("login", Plane.LOGIN, 3100),
                slow("token", Plane.TOKEN, 1510),
                slow("api", Plane.API, 1520),
                slow("keys", Plane.KEYS, 1010));
    }

    private static Row slow(String key, Plane plane, int millis) {
        return new Row("slowAfter." + key, Duration.ofMillis(millis), s -> s.serving()
                .slowAfter()
                .get(plane));
    }

    private static Stream<Row> deadlines() {
        return Stream.of(
                new Row("timeouts.attempt", Duration.ofMillis(2100), s -> s.deadlines()
                        .attempt()),
                new Row("timeouts.longAttempt", Duration.ofMillis(10_100), s -> s.deadlines()
                        .longAttempt()),
                new Row("timeouts.total", Duration.ofMillis(12_100), s -> s.deadlines()
                        .total()));
    }

    private static Stream<Row> validation() {
        Set<Algorithm> algorithms = Set.of(Algorithm.ES256, Algorithm.PS512);
        return Stream.of(
                new Row("validation.skew", Duration.ofSeconds(32), s -> usual(s).skew()),
                new Row("validation.algorithms", algorithms, s -> usual(s).algorithms()),
                new Row("validation.tokenTypes", Set.of("t1+jwt"), s -> usual(s).tokenTypes()),
                new Row("validation.issuers.issuer", "https://east-issuer.example", s -> other(s).issuer()),
                new Row("validation.issuers.skew", Duration.ofSeconds(33), s -> other(s).skew()),
                new Row("validation.issuers.algorithms", Set.of(Algorithm.EDDSA), s -> other(s).algorithms()),
                new Row("validation.issuers.tokenTypes", Set.of("t2+jwt"), s -> other(s).tokenTypes()),
                new Row("validation.issuers.audiences", Set.of("aud-3"), s -> other(s).parties()
                        .audiences()),
                new Row("validation.issuers.clients", Set.of("client-3"), s -> other(s).parties()
                        .clientIds()),
                new Row(
                        "validation.issuers.jwks",
                        new SourceUrl(null, URI.create("https://further.example/jwks")),
                        s -> s.tokens().keys().issuers().get(1).urls().get(2)),
                new Row("validation.maxStale", Duration.ofHours(25), s -> s.tokens()
                        .keys()
                        .maxStale()),
                new Row("validation.refresh", Duration.ofMinutes(6), s -> s.tokens()
                        .keys()
                        .refresh()),
                new Row("validation.refresh", Duration.ofMinutes(6), s -> s.face()
                        .refresh()),
                new Row("validation.defaultPolicy", policy("1"), s -> s.edge().defaultPolicy()),
                new Row("validation.policies", Map.of("orders", policy("2")), s -> s.edge()
                        .policies()));
    }

    private static Stream<Row> introspection() {
        return Stream.of(
                new Row("introspection.mode", true, s -> s.edge()
                        .introspection()
                        .asksRegion()),
                new Row("introspection.clients", List.of("api-1", "api-2"), s -> clients(s, Introspection.Client::id)),
                new Row(
                        "introspection.clients",
                        List.of(policy("1"), policy("2")),
                        s -> clients(s, Introspection.Client::policy)),
                new Row(
                        "introspection.clients",
                        List.of(true, false),
                        s -> clients(s, client -> client.isSecret("secret-of-api-1"))));
    }

    private static Stream<Row> guard() {
        return Stream.of(
                lockout("enabled", true, Objects::nonNull),
                lockout("attempts", 7, Guard.LockoutSettings::attempts),
                lockout("window", Duration.ofMinutes(16), Guard.LockoutSettings::window),
                lockout("block", Duration.ofMinutes(17), Guard.LockoutSettings::block),
                lockout("delay", Duration.ofMillis(1200), Guard.LockoutSettings::delay),
                lockout("maxDelay", Duration.ofSeconds(9), Guard.LockoutSettings::maxDelay),
                lockout("trusted", List.of(network("10.2.0.0", 16)), Guard.LockoutSettings::trusted),
                new Row("guard.fence.enabled", true, s -> s.guard().fence() != null),
                new Row(
                        "guard.fence.duration",
                        Duration.ofMinutes(18),
                        s -> Objects.requireNonNull(s.guard().fence())));
    }

    private static Row lockout(String key, Object expected, Function<Guard.LockoutSettings, Object> actual) {
        return new Row(
                "guard.lockout." + key,
                expected,
                s -> actual.apply(Objects.requireNonNull(s.guard().lockout())));
    }

    @Test
    void lockOutAndFenceCanBeSwitchedOff() throws IOException {
        Settings off = settings(YAML.replace("{attempts: 7,", "{enabled: false, attempts: 7,")
                .replace("{duration: 18m}", "{enabled: false}"));

        assertThat(off.guard()).isEqualTo(Guard.Settings.OFF);
    }

    private static <T> List<T> clients(Settings settings, Function<Introspection.Client, T> what) {
        return settings.edge().introspection().clients().stream().map(what).toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void valueArrives(Row row) {
        assertThat(row.actual().apply(settings)).isEqualTo(row.expected());
    }

    @Test
    void signedCallsPassWhereThatIsSaid() throws IOException {
        String yaml = YAML.replace("auth.example.com/base", "auth.example.com")
                .replace("signed: refuse", "signed: passHost")
                .replace("since: false", "since: true");

        Settings other = settings(yaml);

        assertThat(other.edge().passesSigned()).isTrue();
        assertThat(other.capabilities().since()).isTrue();
    }

    private static TrustedIssuer usual(Settings settings) {
        return settings.tokens().trustedIssuers().get(0);
    }

    private static TrustedIssuer other(Settings settings) {
        return settings.tokens().trustedIssuers().get(1);
    }

    private Settings ofCognito(String mode) throws IOException {
        return settings("""
                publicUrl: https://auth.example.com
                dialect: cognito
                pool: us-west-2_demo
                issuer: {mode: MODE}
                regions:
                  - {name: us-west-2, role: primary, oidc: "https://west.example"}
                  - {name: us-east-1, role: replica, oidc: "https://east.example"}
                validation: {default: {clients: [web]}}
                state: {directory: state}
                """.replace("MODE", mode));
    }

    @Test
    void theKeysOfCognitosUpdatedIssuerAreThoseOfAllRegionsAndItsOwn() throws IOException {
        String west = "https://cognito-idp.us-west-2.amazonaws.com/us-west-2_demo";
        String east = "https://cognito-idp.us-east-1.amazonaws.com/us-west-2_demo";
        String updated = "https://issuer-cognito-idp.us-west-2.amazonaws.com/us-west-2_demo";

        assertThat(ofCognito("regional").tokens().keys().issuers())
                .containsExactlyInAnyOrder(
                        source(west, url("us-west-2", west)),
                        source(east, url("us-east-1", east)),
                        source(
                                updated,
                                url("us-west-2", west),
                                url("us-east-1", east),
                                new SourceUrl(null, URI.create(updated + "/.well-known/jwks.json"))));
    }

    @Test
    void discoveryNamesTheIssuerThatRegionsShareWhereTheyDo() throws IOException {
        assertThat(ofCognito("shared").face().issuer())
                .isEqualTo("https://issuer-cognito-idp.us-west-2.amazonaws.com/us-west-2_demo");
        assertThat(ofCognito("regional").face().issuer())
                .isEqualTo("https://cognito-idp.us-west-2.amazonaws.com/us-west-2_demo");
    }

    @Test
    void theGatewayIsTheIssuerWhereItSigns() throws IOException {
        assertThat(ofCognito("reissue").face().issuer()).isEqualTo("https://auth.example.com");
        assertThat(ofCognito("reissue").face().signsIdTokens()).isTrue();
        assertThat(ofCognito("reissue").tokens().issuers()).doesNotContain("https://auth.example.com");
        assertThat(ofCognito("shared").face().signsIdTokens()).isFalse();
        assertThat(ofCognito("regional").face().signsIdTokens()).isFalse();
    }

    @Test
    void regionsAreKnownByTheirIssuers() {
        Regions regions = settings.issuers();

        assertThat(regions.askable()).isEqualTo(names("west", "east"));
        assertThat(regions.issuers())
                .isEqualTo(Map.of(
                        new RegionName("west"), Set.of("https://west-issuer.example"),
                        new RegionName("east"), Set.of("https://east-issuer.example"),
                        new RegionName("north"), Set.of("https://east-issuer.example")));
    }

    @Test
    void regionWithoutApiHasNoApiPlane() throws IOException {
        Settings without = settings(YAML.replaceAll("api: \"[^\"]*\",", ""));

        assertThat(without.regions())
                .allSatisfy(region -> assertThat(region.api()).isNull());
        assertThat(without.serving().topology().all()).hasSize(3).allSatisfy(region -> assertThat(region.planes())
                .containsExactlyInAnyOrder(Plane.LOGIN, Plane.TOKEN, Plane.KEYS));
    }

    @Test
    void noValueOfTheConfigurationIsForgotten() {
        Stream<String> covered = Stream.concat(rows().map(Row::path), ELSEWHERE.stream());

        assertThat(covered.distinct())
                .containsExactlyInAnyOrderElementsOf(
                        paths("", SallyportConfig.class).toList());
    }

    /** The paths of all values; sizes, policies and networks are values. */
    private static Stream<String> paths(String prefix, Class<?> section) {
        return Arrays.stream(section.getRecordComponents()).flatMap(component -> below(prefix, component));
    }

    private static Stream<String> below(String prefix, RecordComponent component) {
        String path = prefix + component.getName();
        Class<?> type = ENTRIES.getOrDefault(path, component.getType());
        boolean isValue = !type.isRecord()
                || type == io.sallyport.config.ByteSize.class
                || type == io.sallyport.config.Policy.class;
        return isValue ? Stream.of(path) : paths(path + ".", type);
    }

    private static <T> List<T> each(Settings settings, Function<RegionSettings, T> what) {
        return settings.regions().stream().map(what).toList();
    }

    private static Object activations(Settings settings) {
        return settings.serving().topology().replicas().stream()
                .map(Region::active)
                .toList();
    }

    private static <T> List<T> ofAll(T value) {
        return List.of(value, value, value);
    }

    private static List<RegionName> names(String... names) {
        return Arrays.stream(names).map(RegionName::new).toList();
    }

    private static Endpoint endpoint(String host, String path) {
        return new Endpoint(host, 443, true, path);
    }

    private static IssuerSource source(String issuer, SourceUrl... urls) {
        return new IssuerSource(issuer, List.of(urls));
    }

    private static SourceUrl url(String region, String base) {
        return new SourceUrl(new RegionName(region), URI.create(base + "/.well-known/jwks.json"));
    }

    private static io.sallyport.token.Policy policy(String number) {
        return io.sallyport.token.Policy.of(
                Set.of("aud-" + number), Set.of("client-" + number), Set.of("scope-" + number));
    }

    private static Network network(String address, int prefix) {
        try {
            return new Network(InetAddress.getByName(address), prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
