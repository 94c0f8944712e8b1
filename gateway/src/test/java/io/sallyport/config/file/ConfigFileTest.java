package io.sallyport.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.ByteSize;
import io.sallyport.config.Failover;
import io.sallyport.config.Issuer;
import io.sallyport.config.IssuerValidation;
import io.sallyport.config.Listen;
import io.sallyport.config.Region;
import io.sallyport.config.RevocationReplay;
import io.sallyport.config.RevocationReplay.CognitoCredential;
import io.sallyport.config.SallyportConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    private static final String GOOD = """
            publicUrl: https://auth.example.com
            dialect: oidc
            regions:
              - name: one
                role: primary
                oidc: https://one.example.com
                issuers: [https://auth.example.com]
              - name: two
                role: replica
                oidc: https://two.example.com
                issuers: [https://auth.example.com]
            validation:
              default:
                clients: [web]
            state:
              directory: /var/lib/sallyport
            """;

    private final Map<String, String> env = new HashMap<>();
    private final Path directory;

    ConfigFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void urlsOfARealmEndWithIt() throws IOException {
        String text = GOOD.replace("dialect: oidc", "dialect: keycloak\nrealm: acme")
                .replace("https://one.example.com", "https://one.example.com/realms/acme");

        assertThat(lines(text))
                .containsExactly(
                        "%s:1: publicUrl: \"https://auth.example.com\": must end with /realms/acme, as Keycloak's URLs of a"
                                + " realm do",
                        "%s:11: regions[1].oidc: \"https://two.example.com\": must end with /realms/acme, as Keycloak's"
                                + " URLs of a realm do");
    }

    @Test
    void smallestFileGetsEveryDefault() throws IOException {
        SallyportConfig config = loaded(GOOD);

        assertThat(config.listen())
                .isEqualTo(new Listen(
                        "127.0.0.1",
                        8080,
                        new ByteSize(1 << 20),
                        new ByteSize(24 << 10),
                        Duration.ofSeconds(30),
                        10_000));
        assertThat(config.failover())
                .isEqualTo(new Failover(
                        Failover.Mode.AUTOMATIC,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(10),
                        List.of(5, 25, 50, 100),
                        10,
                        null));
        assertThat(config.issuer().mode()).isEqualTo(Issuer.Mode.SHARED);
        assertThat(config.primary().keys()).isEqualTo(config.primary().oidc());
        assertThat(config.replicas()).extracting(Region::activation).containsExactly(Region.Activation.ACTIVE);
        assertThat(config.state().keyFile()).isEqualTo(Path.of("/var/lib/sallyport/sealing.key"));
        assertThat(config.toString()
                        .replaceAll(
                                "(pool|realm|tokenFile|api|drill|keyRing|sessions|cookies|sessionCookies|refreshTokens|cognito|keycloak)=null",
                                ""))
                .doesNotContain("null");
    }

    @Test
    void cognitoReissuesUnlessToldOtherwise() throws IOException {
        String cognito = GOOD.replace("dialect: oidc", "dialect: cognito\npool: us-west-2_a1")
                .replace("issuers: [https://auth.example.com]", "issuers: [https://issuer.example.com]");

        assertThat(loaded(cognito).issuer().mode()).isEqualTo(Issuer.Mode.REISSUE);
    }

    @Test
    void everyProblemIsToldAtOnceInTheOrderOfTheFile() throws IOException {
        String text = """
                publicUrl: https://auth.example.com/
                dialect: okta
                regoins: []
                regions:
                  - name: One
                    role: primary
                    oidc: "ftp://x"
                    issuers: []
                  - name: two
                    role: primary
                    issuers: [https://auth.example.com]
                failover:
                  recoveryWindow: 30
                  steps: [50, 25, 100]
                timeouts:
                  total: 1s
                validation:
                  skew: 6m
                  default: {}
                """;

        assertThat(lines(text))
                .containsExactly(
                        "%s:1: state: is required",
                        "%s:1: publicUrl: \"https://auth.example.com/\": must not end with a slash",
                        "%s:2: dialect: \"okta\": must be one of cognito, keycloak, oidc",
                        "%s:3: regoins: is not a known key; did you mean regions?",
                        "%s:4: regions: must have at least one region with role replica",
                        "%s:5: regions[0].name: \"One\": must be 1 to 63 of a-z, 0-9 and '-'",
                        "%s:7: regions[0].oidc: \"ftp://x\": must be an http or https URL",
                        "%s:8: regions[0].issuers: must have at least 1 entry",
                        "%s:9: regions[1].oidc: is required",
                        "%s:10: regions[1].role: \"primary\": must have exactly one region with role primary;"
                                + " regions[0] is one already",
                        "%s:13: failover.recoveryWindow: 30: must be a text (in quotes if it looks like a number)",
                        "%s:14: failover.steps[1]: 25: must be more than the step before it",
                        "%s:15: timeouts.longAttempt: \"10s\": must not be more than timeouts.total (1s)",
                        "%s:18: validation.skew: \"6m\": must be 0s to 5m",
                        "%s:19: validation.default: must name at least one of audiences or clients");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "publicUrl: https://auth.example.com | publicUrl: http://auth.example.com | :1: publicUrl: \"http://auth.example.com\": must be https; http is for loopback alone",
                "publicUrl: https://auth.example.com | publicUrl: https://auth.example.com:443 | :1: publicUrl: \"https://auth.example.com:443\": must have scheme and host in lower case and no default port",
                "publicUrl: https://auth.example.com | publicUrl: https://auth.example.com?a=b | :1: publicUrl: \"https://auth.example.com?a=b\": must not have a query or fragment",
                "publicUrl: https://auth.example.com | publicUrl: https://u:hunter2@auth.example.com | :1: publicUrl: \"https://(redacted)@auth.example.com\": must not carry a user or password",
                "publicUrl: https://auth.example.com | publicUrl: 'https:///x' | :1: publicUrl: \"https:///x\": must be a URL with a host, and a port of 1 to 65535 if any",
                "dialect: oidc | dialect: cognito | :1: pool: is required with dialect cognito",
                "dialect: oidc | dialect: keycloak | :1: realm: is required with dialect keycloak",
                "dialect: oidc | `dialect: oidc\noperations: [{on: GET /-/x, name: x, class: read}]` | :3: operations[0].on: \"GET /-/x\": must be methods and a path, as GET POST /login, or API and an operation of the JSON API; never below /-/",
                "dialect: oidc | `dialect: oidc\noperations: [{on: GET /x, name: x, class: read}, {on: GET /x, name: y, class: read}]` | :3: operations[1].on: \"GET /x\": must not be that of operations[0].on too",
                "dialect: oidc | `dialect: oidc\nrealm: a` | :3: realm: \"a\": is for dialect keycloak alone",
                "dialect: oidc | `dialect: oidc\ndialect: oidc` | :3: dialect: is there twice",
                "dialect: oidc | `dialect: oidc\nlisten: {port: 70000}` | :3: listen.port: 70000: must be 0 to 65535",
                "dialect: oidc | `dialect: oidc\nlisten: {port: \"80\"}` | :3: listen.port: \"80\": must be a whole number",
                "dialect: oidc | `dialect: oidc\nlisten: {Port: 80}` | :3: listen.Port: is not a known key; did you mean port?",
                "dialect: oidc | `dialect: oidc\nlisten: {maxBody: 1MB}` | :3: listen.maxBody: \"1MB\": must be a size like 512B, 64KiB or 1MiB",
                "dialect: oidc | `dialect: oidc\nlisten: {maxBody: 65MiB}` | :3: listen.maxBody: \"65MiB\": must be 1KiB to 64MiB",
                "dialect: oidc | `dialect: oidc\nlisten: {port: 9090}` | :1: admin.port: 9090: must not be that of listen.port too",
                "dialect: oidc | `dialect: oidc\nadmin: {host: 0.0.0.0}` | :3: admin.host: \"0.0.0.0\": beyond loopback admin.tokenFile is required",
                "dialect: oidc | `dialect: oidc\nadmin: {tokenFile: /nowhere/token}` | :3: admin.tokenFile: \"/nowhere/token\": must be a file that can be read as UTF-8 text",
                "dialect: oidc | `dialect: oidc\nlog: {access: yes}` | :3: log.access: \"yes\": must be true or false",
                "dialect: oidc | `dialect: oidc\nlog: true` | :3: log: true: must be a section (keys with values)",
                "dialect: oidc | `dialect: oidc\nprobes: {interval: 5x}` | :3: probes.interval: \"5x\": must be a duration like 500ms, 2s, 15m or 1h",
                "dialect: oidc | `dialect: oidc\nprobes: {suspicion: 2s}` | :3: probes.suspicion: \"2s\": must not be more than probes.interval (1s)",
                "dialect: oidc | `dialect: oidc\ntrustedProxies: [10.0.0.1/8]` | :3: trustedProxies[0]: \"10.0.0.1/8\": must be an address range like 10.0.0.0/8: the address has bits set beyond the prefix",
                "dialect: oidc | `dialect: oidc\ntrustedProxies: [lb.example.com]` | :3: trustedProxies[0]: \"lb.example.com\": must be an address range like 10.0.0.0/8: the part before / is not an IP address",
                "dialect: oidc | `dialect: oidc\nguard: {lockout: {delay: 9s}}` | :3: guard.lockout.delay: \"9s\": must not be more than guard.lockout.maxDelay (8s)",
                "dialect: oidc | `dialect: oidc\nlisten: {idleTimeout: 7s}` | :1: guard.lockout.maxDelay: \"8s\": must not be more than listen.idleTimeout (7s)",
                "dialect: oidc | `dialect: oidc\nguard: {lockout: {trusted: [office]}}` | :3: guard.lockout.trusted[0]: \"office\": must be an address range like 10.0.0.0/8: the part before / is not an IP address",
                "dialect: oidc | `dialect: oidc\nguard: {fence: {duration: 25h}}` | :3: guard.fence.duration: \"25h\": must be 1s to 24h",
                "dialect: oidc | `dialect: oidc\ncors: {origins: ['*']}` | :3: cors.origins[0]: \"*\": must be an http or https URL",
                "dialect: oidc | `dialect: oidc\ncors: {origins: [https://a.example/x]}` | :3: cors.origins[0]: \"https://a.example/x\": must be an origin like https://app.example.com: no path, lower case, no default port",
                "publicUrl: https://auth.example.com | `publicUrl: https://auth.example.com/id\napi: {signed: passHost}` | :2: api.signed: \"passHost\": needs a publicUrl without a path, which a signature would cover",
                "dialect: oidc | `dialect: oidc\napi: {signed: passhost}` | :3: api.signed: \"passhost\": must be one of refuse, passHost",
                "dialect: oidc | `dialect: oidc\ncapabilities: {streams: 0}` | :3: capabilities.streams: 0: must be 1 to 1000000",
                "dialect: oidc | `dialect: oidc\nfailover: {steps: [50]}` | :3: failover.steps[0]: 50: the last step must be 100",
                "dialect: oidc | `dialect: oidc\nfailover: {drill: {percent: 5, day: monday, start: \"09:30\", duration: 1h, zone: Mars/Olympus}}` | :3: failover.drill.zone: \"Mars/Olympus\": must be a time zone like UTC or Europe/Berlin",
                "dialect: oidc | `dialect: oidc\nfailover: {drill: {percent: 5, day: monday, start: \"09:30\", duration: 1h, region: us-west-2}}` | :3: failover.drill.region: \"us-west-2\": must be the name of an active replica",
                "dialect: oidc | `dialect: oidc\nfailover: {drill: {percent: 5, day: monday, start: \"9:30\", duration: 1h}}` | :3: failover.drill.start: \"9:30\": must be a time of day like 09:30",
                "dialect: oidc | `dialect: oidc\nfailover: {drill: {percent: 0, day: monday, start: \"09:30\", duration: 1h}}` | :3: failover.drill.percent: 0: must be 1 to 100",
                "dialect: oidc | `dialect: oidc\nlog: !x {}` | :3: log: tags (!…) are not known here",
                "role: primary | role: replica | :3: regions: must have exactly one region with role primary; there is none",
                "role: primary | `role: primary\n    activation: inactive` | :6: regions[0].activation: \"inactive\": must be active: only a replica can be inactive",
                "name: two | name: one | :8: regions[1].name: \"one\": must not be that of regions[0].name too",
                "role: primary | `role: primary\n    api: https://api.example.com` | :9: regions[1].api: is required where another region has one",
                "oidc: https://two.example.com | oidc: https://auth.example.com | :10: regions[1].oidc: \"https://auth.example.com\": must be the region's own URL, not publicUrl",
                "dialect: oidc | `dialect: oidc\nissuer: {mode: reissue}` | :8: regions[0].issuers[0]: \"https://auth.example.com\": must not be publicUrl with issuer.mode reissue: the gateway signs under that name",
                "clients: [web] | `clients: [web]\n  policies: {A: {clients: [x]}}` | :15: validation.policies.A: a name is 1 to 63 of a-z, 0-9 and '-'",
                "issuers: [https://auth.example.com] | `` | :4: regions[0].issuers: is required",
                "clients: [web] | `clients: [web]\n  deniedKeys: ['']` | :15: validation.deniedKeys[0]: \"\": must not be empty",
                "clients: [web] | `clients: [web]\n  deniedKeys: [a, a]` | :15: validation.deniedKeys: must not have an entry twice",
                "clients: [web] | `clients: [web]\n  tokenTypes: []` | :15: validation.tokenTypes: must have at least 1 entry",
                "clients: [web] | `clients: [web]\n  tokenTypes: ['a b']` | :15: validation.tokenTypes[0]: \"a b\": must be a media type or its part after application/",
                "clients: [web] | `clients: [web]\n  issuers: [{skew: 1s}]` | :15: validation.issuers[0].issuer: is required",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com/}]` | :15: validation.issuers[0].issuer: \"https://auth.example.com/\": must be an issuer of a region, exactly; there are https://auth.example.com",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com}, {issuer: https://auth.example.com}]` | :15: validation.issuers[1].issuer: \"https://auth.example.com\": must not be that of validation.issuers[0].issuer too",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, audience: [a]}]` | :15: validation.issuers[0].audience: is not a known key; did you mean audiences?",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, algorithms: []}]` | :15: validation.issuers[0].algorithms: must have at least 1 entry",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, algorithms: [none]}]` | :15: validation.issuers[0].algorithms[0]: \"none\": must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, tokenTypes: []}]` | :15: validation.issuers[0].tokenTypes: must have at least 1 entry",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, audiences: []}]` | :15: validation.issuers[0].audiences: must have at least 1 entry",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, clients: []}]` | :15: validation.issuers[0].clients: must have at least 1 entry",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, skew: 6m}]` | :15: validation.issuers[0].skew: \"6m\": must be 0s to 5m",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, jwks: []}]` | :15: validation.issuers[0].jwks: must have at least 1 entry",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, jwks: [http://keys.example.com/jwks]}]` | :15: validation.issuers[0].jwks[0]: \"http://keys.example.com/jwks\": must be https; http is for loopback alone",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, jwks: ['file:///etc/jwks']}]` | :15: validation.issuers[0].jwks[0]: \"file:///etc/jwks\": must be an http or https URL",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, jwks: ['https://u:p@keys.example.com/jwks']}]` | :15: validation.issuers[0].jwks[0]: \"https://(redacted)@keys.example.com/jwks\": must not carry a user or password",
                "clients: [web] | `clients: [web]\n  issuers: [{issuer: https://auth.example.com, jwks: [https://auth.example.com/jwks.json]}]` | :15: validation.issuers[0].jwks[0]: \"https://auth.example.com/jwks.json\": must be the provider's, not the gateway's own",
                "clients: [web] | `clients: [web]\n  algorithms: [HS256]` | :15: validation.algorithms[0]: \"HS256\": must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA",
                "dialect: oidc | `dialect: oidc\nintrospection: {mode: region}` | :3: introspection.mode: \"region\": must be one of local, region-first",
                "dialect: oidc | `dialect: oidc\nintrospection: {clients: [{id: a, secret: hunter2}]}` | :3: introspection.clients[0].secret: (redacted): must have 8 to 1024 characters",
                "dialect: oidc | `dialect: oidc\nintrospection: {clients: [{id: a, secret: hunter22, policy: b}]}` | :3: introspection.clients[0].policy: \"b\": must be a name in validation.policies",
                "dialect: oidc | `dialect: oidc\nintrospection: {clients: [{id: a, secret: hunter22}, {id: a, secret: hunter23}]}` | :3: introspection.clients[1].id: \"a\": is the id of an earlier client",
                "dialect: oidc | `dialect: oidc\nrevocation: {journal: maybe}` | :3: revocation.journal: \"maybe\": must be true or false",
                "dialect: oidc | `dialect: oidc\nrevocation: {replay: {tries: 0}}` | :3: revocation.replay.tries: 0: must be 1 to 100",
                "dialect: oidc | `dialect: oidc\nrevocation: {replay: {patience: 2h}}` | :3: revocation.replay.patience: \"2h\": must be 0s to 1h",
                "dialect: oidc | `dialect: oidc\nrevocation: {replay: {keycloak: {clientId: a, secretFile: SECRET}}}` | :3: revocation.replay.keycloak: is only for dialect keycloak",
                "dialect: oidc | `dialect: keycloak\nrealm: r\nrevocation: {replay: {keycloak: {clientId: a, secretFile: /nowhere/x}}}` | :4: revocation.replay.keycloak.secretFile: \"/nowhere/x\": must be a file that can be read as UTF-8 text",
                "dialect: oidc | `dialect: keycloak\nrealm: r\nrevocation: {replay: {keycloak: {clientId: a}}}` | :4: revocation.replay.keycloak.secretFile: is required",
            })
    void refusesOneWrongValueWithOneLine(String good, String bad, String line) throws IOException {
        assertThat(lines(replaceFirst(good, bad))).contains("%s" + line);
    }

    @Test
    void anIssuerFallsBackToTheSection() throws IOException {
        String text = GOOD.replace("clients: [web]", """
                clients: [web]
                  skew: 7s
                  algorithms: [EdDSA]
                  tokenTypes: [x+jwt]
                  issuers:
                    - issuer: https://auth.example.com
                      jwks: [https://keys.example.com/jwks, "http://127.0.0.1:1/jwks"]
                """);

        assertThat(loaded(text).validation().issuers())
                .containsExactly(new IssuerValidation(
                        "https://auth.example.com",
                        List.of("EdDSA"),
                        List.of("x+jwt"),
                        Duration.ofSeconds(7),
                        List.of(),
                        List.of(),
                        List.of(URI.create("https://keys.example.com/jwks"), URI.create("http://127.0.0.1:1/jwks"))));
    }

    private static String cognito(String pool, String one, String two) {
        return GOOD.replace("dialect: oidc", "dialect: cognito\npool: " + pool + "\nissuer: {mode: shared}")
                .replace("    issuers: [https://auth.example.com]\n", "")
                .replace("name: one", "name: " + one)
                .replace("name: two", "name: " + two);
    }

    @Test
    void cognitosIssuersAndKeysFollowFromThePool() throws IOException {
        SallyportConfig config = loaded(cognito("us-west-2_a1", "us-west-2", "us-gov-east-1"));

        String updated = "https://issuer-cognito-idp.us-west-2.amazonaws.com/us-west-2_a1";
        assertThat(config.primary().issuers())
                .containsExactly("https://cognito-idp.us-west-2.amazonaws.com/us-west-2_a1", updated);
        assertThat(config.primary().keys()).hasToString("https://cognito-idp.us-west-2.amazonaws.com/us-west-2_a1");
        assertThat(config.replicas().get(0).issuers())
                .containsExactly("https://cognito-idp.us-gov-east-1.amazonaws.com/us-west-2_a1", updated);
        assertThat(config.replicas().get(0).keys())
                .hasToString("https://cognito-idp.us-gov-east-1.amazonaws.com/us-west-2_a1");
    }

    @Test
    void listedIssuersAndKeysWinOverThePools() throws IOException {
        String listed = cognito("us-west-2_a1", "us-west-2", "us-east-1")
                .replace("role: primary", "role: primary\n    keys: https://keys.example.com")
                .replace(
                        "role: replica",
                        "role: replica\n    issuers: [https://issuer-cognito-idp.us-west-2.amazonaws.com/us-west-2_a1]");

        SallyportConfig config = loaded(listed);

        assertThat(config.primary().keys()).hasToString("https://keys.example.com");
        assertThat(config.primary().issuers()).hasSize(2);
        assertThat(config.replicas().get(0).issuers()).hasSize(1);
        assertThat(config.replicas().get(0).keys()).hasToString("https://two.example.com");
    }

    @ParameterizedTest
    @CsvSource({"us-west-2_a1, west", "us-west-2_a1, cn-north-1", "us-west-2_a1, us-iso-east-1", "local_a1, us-west-2"})
    void withoutAnAwsRegionsNameIssuersMustBeListed(String pool, String name) throws IOException {
        assertThat(lines(cognito(pool, name, "us-east-1")))
                .contains(
                        "%s:6: regions[0].issuers: is required where region and pool are not named like an AWS region,"
                                + " as us-west-2");
    }

    @Test
    void differentIssuersCannotBeShared() throws IOException {
        assertThat(lines(replaceFirst("issuers: [https://auth.example.com]", "issuers: [https://other.example.com]")))
                .containsExactly("%s:1: issuer.mode: \"shared\": needs one issuer that all regions list under issuers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | %s: is empty",
                "`# nothing` | %s: is empty",
                "`[a]` | %s: must be a section (keys with values)",
                "`a: b: c` | %s:1: is not YAML: column 5, mapping values are not allowed here",
                "`a: 1\n---\nb: 2` | %s:2: is not YAML: column 1, but found another document",
            })
    void malformedTextGetsOneLineWithItsPosition(String text, String line) throws IOException {
        assertThat(lines(text)).containsExactly(line);
    }

    @Test
    void hugeAliasesAreRefused() throws IOException {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(5)));
        }

        assertThat(lines(text.toString())).isNotEmpty().allSatisfy(line -> assertThat(line)
                .containsAnyOf("is not a known key", "too large", "is required", "is not YAML"));
    }

    @Test
    void aFileThatIsNotThereIsOneLine() {
        assertThat(ConfigFile.load(directory.resolve("none.yaml"), env::get))
                .isInstanceOfSatisfying(ConfigFile.Rejected.class, rejected -> assertThat(rejected.problems())
                        .hasToString("[" + directory.resolve("none.yaml") + ": there is no such file]"));
        assertThat(ConfigFile.load(directory, env::get)).isInstanceOf(ConfigFile.Rejected.class);
    }

    @Test
    void substitutesTheEnvironmentAndKeepsTypes() throws IOException {
        env.put("PORT", "0");
        env.put("CLIENT", "a: [b]");
        String text = GOOD.replace("clients: [web]", "clients: [\"${CLIENT}\", '$${x}', \"${EMPTY:-none}\"]")
                + "listen:\n  port: ${PORT}\n";

        SallyportConfig config = loaded(text);

        assertThat(config.listen().port()).isZero();
        assertThat(config.validation().defaultPolicy().clients()).containsExactly("a: [b]", "${x}", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${NOPE}", "${no pe}", "${NOPE", "${file:/nowhere/x}"})
    void anUnfilledPlaceIsAProblem(String place) throws IOException {
        assertThat(lines(GOOD.replace("[web]", "['" + place + "']")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("%s:14: validation.default.clients[0]: ");
    }

    @Test
    void aClientsSecretIsReadAndNeverShown() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "hunter2-and-more\n");

        SallyportConfig config =
                loaded(GOOD + "introspection:\n  clients:\n    - id: api\n      secret: ${file:" + secret + "}\n");

        assertThat(config.introspection().clients()).singleElement().satisfies(client -> assertThat(
                        client.secret().matches("hunter2-and-more"))
                .isTrue());
        assertThat(config.toString()).contains("(redacted)").doesNotContain("hunter2");
    }

    private static final String API = "regions:\n  - {name: one, role: primary, oidc: https://one.example.com, "
            + "api: https://one.example.com, issuers: [https://auth.example.com]}\n"
            + "  - {name: two, role: replica, oidc: https://two.example.com, api: https://two.example.com, "
            + "issuers: [https://auth.example.com]}\n";

    /** A pool with its API, and that credential to replay by. */
    private static String pool(String credential) {
        String rest = GOOD.substring(GOOD.indexOf("validation:"));
        return "publicUrl: https://auth.example.com\ndialect: cognito\npool: us-west-2_demo\nissuer: {mode: shared}\n"
                + API + "revocation: {replay: {cognito: " + credential + "}}\n" + rest;
    }

    @Test
    void credentialsToReplayByAreReadWhereTheyAreNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("aws"), "[default]\naws_access_key_id = x\n");

        assertThat(loaded(pool("{credentials: default}")).revocation().replay().cognito())
                .isEqualTo(new CognitoCredential(RevocationReplay.Source.DEFAULT, null));
        assertThat(loaded(pool("{credentials: file, file: " + file + "}"))
                        .revocation()
                        .replay()
                        .cognito())
                .isEqualTo(new CognitoCredential(RevocationReplay.Source.FILE, file));
        assertThat(lines(pool("{credentials: file}")))
                .containsExactly("%s:8: revocation.replay.cognito.file: is required with credentials: file");
        assertThat(lines(pool("{credentials: default, file: " + file + "}")))
                .containsExactly(
                        "%s:8: revocation.replay.cognito.file: \"" + file + "\": is only for credentials: file");
        assertThat(lines(pool("{credentials: default}").replaceAll(", api: https://[a-z.]*", "")))
                .containsExactly(
                        "%s:6: regions[0].api: is required with revocation.replay.cognito",
                        "%s:7: regions[1].api: is required with revocation.replay.cognito");
        assertThat(lines(pool("{}"))).containsExactly("%s:8: revocation.replay.cognito.credentials: is required");
    }

    @Test
    void valuesFromFilesAndSecretVariablesAreNeverShown() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "hunter2\n");
        env.put("DB_PASSWORD", "hunter3");

        List<String> lines = lines(
                GOOD + "listen:\n  port: ${file:" + secret + "}\n  host: \"no ${DB_PASSWORD}\"\npasword: hunter4\n");

        assertThat(lines)
                .containsExactly(
                        "%s:18: listen.port: (redacted): must be a whole number",
                        "%s:19: listen.host: (redacted): must be an address or a host name",
                        "%s:20: pasword: is not a known key");
    }

    @Test
    void aValueWithLineBreaksStaysOnOneLine() throws IOException {
        assertThat(lines(replaceFirst("dialect: oidc", "dialect: \"a\\nb\"")))
                .containsExactly("%s:2: dialect: \"a\\nb\": must be one of cognito, keycloak, oidc");
    }

    private static String replaceFirst(String good, String bad) {
        int at = GOOD.indexOf(good);
        assertThat(at).isNotNegative();
        return GOOD.substring(0, at) + bad + GOOD.substring(at + good.length());
    }

    private SallyportConfig loaded(String text) throws IOException {
        ConfigFile.Result result = ConfigFile.load(write(text), env::get);
        assertThat(result).isInstanceOf(ConfigFile.Loaded.class);
        return ((ConfigFile.Loaded) result).config();
    }

    /** The problems' lines, the file's name replaced by %s. */
    private List<String> lines(String text) throws IOException {
        Path file = write(text);
        ConfigFile.Result result = ConfigFile.load(file, env::get);
        assertThat(result).isInstanceOf(ConfigFile.Rejected.class);
        return ((ConfigFile.Rejected) result)
                .problems().stream()
                        .map(problem -> problem.toString().replace(file.toString(), "%s"))
                        .toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("x.yaml"), text);
    }
}
