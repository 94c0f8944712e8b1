package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sallyport.operation.DialectTable;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.TableOptions;
import io.sallyport.token.SampleClaims;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of every dialect's table, by a request of its own: where it goes, and where it is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationTest {

    private static final String PREFIX = "AWSCognitoIdentityProviderService.";
    private static final List<String> DIALECTS = List.of("cognito", "keycloak", "oidc");

    private static final Map<String, String> NAMES = Map.of(
            "pool", "us-west-2_pool",
            "realm", "acme",
            "jwks_uri", "/connect/keys",
            "authorization_endpoint", "/connect/authorize",
            "token_endpoint", "/connect/token",
            "userinfo_endpoint", "/connect/userinfo",
            "end_session_endpoint", "/connect/logout",
            "revocation_endpoint", "/connect/revoke",
            "introspection_endpoint", "/connect/introspect",
            "registration_endpoint", "/connect/register");

    private static final Map<String, String> FURTHER = Map.of(
            "pushed_authorization_request_endpoint", "/connect/par",
            "device_authorization_endpoint", "/connect/device");

    /** Edges whose primary serves, and others whose replica does, by dialect. */
    private final Map<String, RunningEdge> onPrimary = new LinkedHashMap<>();

    private final Map<String, RunningEdge> onReplica = new LinkedHashMap<>();

    /** A request that is that row's. */
    private record Sample(
            String dialect, String method, String path, String target, Map<String, String> fields, String row) {

        boolean isRefusedOnAReplica() {
            return row.equals("write") || row.equals("admin-write");
        }

        String sendTo(RunningEdge edge) {
            if (!target.isEmpty()) {
                return edge.post("/", "X-Amz-Target: " + PREFIX + target + "\r\n", json());
            }
            String form = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + field.getValue())
                    .collect(Collectors.joining("&"));
            String type =
                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n";
            return method.equals("GET")
                    ? edge.get(form.isEmpty() ? path : path + "?" + form)
                    : edge.exchange(method + " " + path, type, form);
        }

        private String json() {
            return fields.entrySet().stream()
                    .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
                    .collect(Collectors.joining(",", "{", "}"));
        }

        @Override
        public String toString() {
            return dialect + " " + (target.isEmpty() ? method + " " + path : target) + " " + row;
        }
    }

    private static String table(String dialect) {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream(dialect + ".yaml"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String dialect : DIALECTS) {
            JsonNode table = new YAMLMapper().readTree(table(dialect));
            table.path("http").forEach(row -> ofPath(dialect, row).forEach(samples::add));
            table.path("api").forEach(row -> ofApi(dialect, row).forEach(samples::add));
        }
        return samples.stream();
    }

    private static Stream<Sample> ofPath(String dialect, JsonNode row) {
        List<String> words = List.of(row.get("on").asText().split(" ", -1));
        String path = path(words.get(words.size() - 1));
        Map<String, String> fields = when(row);
        if (row.has("revokes")) {
            fields.put(row.get("revokes").get("by").asText(), token(row));
        }
        return words.subList(0, words.size() - 1).stream()
                .map(method -> new Sample(
                        dialect, method, path, "", fields, row.get("class").asText()));
    }

    private static String path(String pattern) {
        String path = pattern;
        for (Map<String, String> names : List.of(NAMES, FURTHER)) {
            for (Map.Entry<String, String> name : names.entrySet()) {
                path = path.replace('{' + name.getKey() + '}', name.getValue());
            }
        }
        return path.replaceAll("\\{[a-z]+}", "one").replace("**", "one");
    }

    private static Stream<Sample> ofApi(String dialect, JsonNode row) {
        Map<String, String> fields = when(row);
        if (row.has("revokes")) {
            fields.put(row.get("revokes").get("by").asText(), token(row));
        }
        fields.put("ClientId", "app");
        return row.get("operations")
                .valueStream()
                .map(name -> new Sample(
                        dialect,
                        "POST",
                        "/",
                        name.asText(),
                        fields,
                        row.get("class").asText()));
    }

    private static String token(JsonNode row) {
        return RunningEdge.KEY.token(SampleClaims.but("jti", "jti-" + row.hashCode()));
    }

    private static Map<String, String> when(JsonNode row) {
        Map<String, String> fields = new LinkedHashMap<>();
        row.path("when")
                .properties()
                .forEach(field -> fields.put(
                        field.getKey(),
                        field.getValue().asText().equals("*")
                                ? "any"
                                : field.getValue().asText()));
        return fields;
    }

    @BeforeAll
    void open() {
        for (String dialect : DIALECTS) {
            onPrimary.put(dialect, edge(dialect));
            RunningEdge other = edge(dialect);
            other.failOver();
            onReplica.put(dialect, other);
        }
    }

    private static RunningEdge edge(String dialect) {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        Map<String, String> names = new LinkedHashMap<>(NAMES);
        names.putAll(FURTHER);
        setup.dialect = DialectTable.parse(
                table(dialect), new TableOptions(names, true, true, null, TableOptions.Declared.NOTHING, List.of()));
        RunningEdge edge = new RunningEdge(setup);
        edge.west.answer(200, "Content-Type: application/json\r\n", "{}");
        edge.east.answer(200, "Content-Type: application/json\r\n", "{}");
        return edge;
    }

    @AfterAll
    void close() {
        onPrimary.values().forEach(RunningEdge::close);
        onReplica.values().forEach(RunningEdge::close);
    }

    private static int reached(RunningEdge edge) {
        return edge.west.calls().size() + edge.east.calls().size();
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    }

    @Test
    void everyClassOfEveryDialectIsAmongThem() throws IOException {
        assertThat(samples()).hasSizeGreaterThan(250);
        assertThat(samples().map(Sample::row).distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.of(OperationClass.values())
                        .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whileThePrimaryServesItIsSentThereOnce(Sample sample) {
        RunningEdge edge = Objects.requireNonNull(onPrimary.get(sample.dialect()));
        int before = reached(edge);
        int primary = edge.west.calls().size();

        String answer = sample.sendTo(edge);

        assertThat(status(answer)).as(answer).isEqualTo(200);
        assertThat(edge.west.calls().size() - primary).isEqualTo(1);
        assertThat(reached(edge) - before).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whileAReplicaServesItIsSentOnceOrReachesNobody(Sample sample) {
        RunningEdge edge = Objects.requireNonNull(onReplica.get(sample.dialect()));
        int before = reached(edge);

        String answer = sample.sendTo(edge);

        if (sample.isRefusedOnAReplica()) {
            boolean isApi = !sample.target().isEmpty();
            assertThat(status(answer)).as(answer).isEqualTo(isApi ? 400 : 503);
            assertThat(answer).contains(isApi ? "OperationNotEnabledException" : "retry-after: ");
            assertThat(reached(edge) - before).isZero();
        } else {
            assertThat(status(answer)).as(answer).isEqualTo(200);
            assertThat(reached(edge) - before).isEqualTo(1);
        }
    }
}
