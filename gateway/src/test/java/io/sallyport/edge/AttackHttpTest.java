package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.token.Algorithm;
import io.sallyport.token.Attack;
import io.sallyport.token.AttackCorpus;
import io.sallyport.token.KeysInMemory;
import io.sallyport.token.Policy;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import io.sallyport.token.VerificationKeys;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attack corpus over HTTP: each is refused by what faces the network too, and leaves nothing in the cache. */
class AttackHttpTest {

    private static final int LONGEST_HEADERS = 64 * 1024;

    /** Each attack has its own keys in hand; the tests of this class run one after the other. */
    private static final AtomicReference<VerificationKeys> KEYS = new AtomicReference<>();

    private static final List<Policy> POLICIES = new ArrayList<>();
    private static RunningEdge edge;

    @BeforeAll
    static void start() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.limits = new Limits(200_000, 65_536, LONGEST_HEADERS);
        setup.algorithms = EnumSet.allOf(Algorithm.class);
        setup.keys = (issuer, kid) -> Objects.requireNonNull(KEYS.get()).find(issuer, kid);
        AttackCorpus.attacks().map(Attack::policy).distinct().forEach(POLICIES::add);
        Map<String, Policy> policies = new HashMap<>();
        List<Introspection.Client> clients = new ArrayList<>();
        for (int i = 0; i < POLICIES.size(); i++) {
            policies.put("p" + i, POLICIES.get(i));
            clients.add(new Introspection.Client("p" + i, "secret", POLICIES.get(i)));
        }
        setup.policies = policies;
        setup.introspection = new Introspection(false, clients);
        edge = new RunningEdge(setup);
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    static Stream<Attack> attacks() {
        return AttackCorpus.attacks();
    }

    /** Those that a header field can carry as they are (RFC 9110 §5.5). */
    static Stream<Attack> attacksThatFitAHeader() {
        return attacks().filter(attack -> attack.token().chars().allMatch(c -> c > ' ' && c <= '~'));
    }

    private static String validate(String headers) {
        return edge.exchange("GET /-/validate", headers, "").toLowerCase(Locale.ROOT);
    }

    private static String introspect(String client, String form, String headers) {
        String basic = Base64.getEncoder().encodeToString((client + ":secret").getBytes(StandardCharsets.UTF_8));
        return edge.post(
                "/-/introspect",
                headers + "Authorization: Basic " + basic + "\r\nContent-Type: application/x-www-form-urlencoded\r\n",
                form);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacksThatFitAHeader")
    void isRefused(Attack attack) {
        KEYS.set(attack.keys());
        long kept = edge.cache.size();
        String policy = "p" + POLICIES.indexOf(attack.policy());

        String answer =
                edge.exchange("GET /-/validate/p/" + policy, "Authorization: Bearer " + attack.token() + "\r\n", "");

        boolean isTooLongForHttp = attack.token().length() > LONGEST_HEADERS;
        assertThat(answer).startsWith(isTooLongForHttp ? "HTTP/1.1 431 " : "HTTP/1.1 401 ");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("x-auth-");
        assertThat(edge.cache.size()).isEqualTo(kept);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isNotActive(Attack attack) {
        KEYS.set(attack.keys());
        long kept = edge.cache.size();
        String token = URLEncoder.encode(attack.token(), StandardCharsets.UTF_8);

        String answer = introspect("p" + POLICIES.indexOf(attack.policy()), "token=" + token, "");

        // An empty token is none, and one that is longer than any body may be is not looked at.
        boolean isMalformed = token.isEmpty() || token.length() > 32 * 1024;
        assertThat(answer).startsWith(isMalformed ? "HTTP/1.1 400 " : "HTTP/1.1 200 ");
        assertThat(answer).endsWith(isMalformed ? "}" : "\r\n\r\n{\"active\":false}");
        assertThat(answer).doesNotContain("\"active\":true");
        assertThat(edge.cache.size()).isEqualTo(kept);
    }

    private static String good() {
        KEYS.set(new KeyOfThisTest());
        return RunningEdge.KEY.token(SampleClaims.good());
    }

    /** The key of the running edge, read as a region would publish it. */
    private static final class KeyOfThisTest implements VerificationKeys {
        private final VerificationKeys keys = new KeysInMemory().with(SampleClaims.ISSUER, RunningEdge.KEY.jwk());

        @Override
        public Lookup find(String issuer, String kid) {
            return keys.find(issuer, kid);
        }
    }

    @Test
    void theGoodTokenIsGood() {
        String token = good();

        assertThat(validate("Authorization: Bearer " + token + "\r\n")).startsWith("http/1.1 200 ");
        assertThat(introspect("p0", "token=" + token, "")).contains("\"active\":true");
    }

    @ParameterizedTest
    @CsvSource({
        "'Bearer TOKEN|Bearer TOKEN',400",
        "'Bearer TOKEN|Basic eDp5',400",
        "'Bearer TOKEN,',401",
        "'Bearer TOKEN, Bearer TOKEN',401",
        "'Bearer TOKEN TOKEN',401",
        "'Bearer TOKEN;x=y',401",
        "'Bearer=TOKEN',401",
        "'BearerTOKEN',401",
        "'Bearer \"TOKEN\"',401",
        "'Bearer token=TOKEN',401",
        "'Token TOKEN',401",
        "'DPoP TOKEN',401",
        "'TOKEN',401"
    })
    void anAuthorizationThatIsNotExactlyOneBearerTokenIsRefused(String values, int status) {
        String token = good();
        StringBuilder headers = new StringBuilder();
        for (String value : values.split("\\|", -1)) {
            headers.append("Authorization: ")
                    .append(value.replace("TOKEN", token))
                    .append("\r\n");
        }

        assertThat(validate(headers.toString())).startsWith("http/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer TOKEN", "BEARER TOKEN", "Bearer  TOKEN", "Bearer TOKEN  ", "Bearer TOKEN\t"})
    void whatHttpAllowsAroundATokenIsNoAttack(String value) {
        String header = "Authorization: " + value.replace("TOKEN", good()) + "\r\n";

        assertThat(validate(header)).startsWith("http/1.1 200 ");
    }

    @Test
    void aTokenInTheQueryIsRefusedThoughTheHeaderIsGood() {
        String token = good();

        assertThat(edge.exchange(
                        "GET /-/validate?access_token=" + token, "Authorization: Bearer " + token + "\r\n", ""))
                .startsWith("HTTP/1.1 400 ");
        assertThat(edge.get("/-/validate?access_token=" + token)).startsWith("HTTP/1.1 400 ");
        assertThat(edge.get("/-/validate?access%5Ftoken=" + token)).startsWith("HTTP/1.1 400 ");
        assertThat(edge.get("/-/validate/p/p0?access_token=" + token)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aTokenInTheFormIsNotLookedAt() {
        assertThat(edge.post(
                        "/-/validate", "Content-Type: application/x-www-form-urlencoded\r\n", "access_token=" + good()))
                .startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Authorization",
                "X_Forwarded_Authorization",
                "X-Original-Authorization",
                "X_Original_Authorization",
                "X-Forwarded-Access-Token",
                "X-Auth-Token",
                "X_Auth_Token",
                "Authorization_",
                "X-Auth-Request-Access-Token",
                "Proxy-Authorization",
                "Cookie"
            })
    void aTokenInAnotherHeaderIsNone(String header) {
        assertThat(validate(header + ": Bearer " + good() + "\r\n")).startsWith("http/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Auth-Subject: root",
                "X_Auth_Subject: root",
                "X-Auth-Scope: root",
                "X-Forwarded-User: root",
                "X-Forwarded-For: root",
                "X-Original-URL: /root",
                "X_Original_URL: /root",
                "X-Forwarded-Client-Cert: Subject=root",
                "X_Forwarded_Client_Cert: root",
                "SSL-Client-Verify: root",
                "SSL_CLIENT_VERIFY: root",
                "Client-Cert: root",
                "X-Original-Method: root",
                "X-Forwarded-Host: root"
            })
    void whatAClientSaysOfItselfNeverReachesARegion(String header) {
        int before = edge.west.calls().size();

        String answer = edge.exchange("GET /oauth2/userInfo", header + "\r\nX-Known: passes\r\n", "");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(edge.west.calls().subList(before, edge.west.calls().size()))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.head().toLowerCase(Locale.ROOT))
                            .contains("x-known: passes")
                            .doesNotContain("root");
                });
    }

    @Test
    void aSecondTokenInAnIntrospectionIsMalformed() {
        String token = good();
        String forged = TokenMint.rs256(RunningEdge.KEY.kid()).token(SampleClaims.good());

        assertThat(introspect("p0", "token=" + forged + "&token=" + token, "")).startsWith("HTTP/1.1 400 ");
        assertThat(introspect("p0", "token=" + forged + "&%74oken=" + token, ""))
                .startsWith("HTTP/1.1 400 ");
    }
}
