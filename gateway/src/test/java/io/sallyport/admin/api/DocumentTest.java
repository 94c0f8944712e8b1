package io.sallyport.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admin.json.HistoryJson;
import io.sallyport.admin.json.StateJson;
import io.sallyport.config.file.Repository;
import io.sallyport.failover.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What admin-api.md says is what the API does: members, kinds of refusals, and every command in it. */
class DocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");
    private static final Pattern BLOCK = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Pattern COMMAND = Pattern.compile("(?m)^curl .*$");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern TARGET = Pattern.compile("http://127\\.0\\.0\\.1:9090(/[^ ']*)");

    private static String document() throws IOException {
        return Files.readString(Repository.file("gateway/docs/admin-api.md"));
    }

    /** What stands below a heading and above the next one. */
    private static String section(String heading) throws IOException {
        String text = document();
        int begin = text.indexOf("\n" + heading + "\n");
        assertThat(begin).as(heading).isPositive();
        String rest = text.substring(begin + heading.length() + 2);
        Matcher next = Pattern.compile("(?m)^##").matcher(rest);
        return next.find() ? rest.substring(0, next.start()) : rest;
    }

    private static Set<String> documented(String heading) throws IOException {
        return ROW.matcher(section(heading)).results().map(row -> row.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> members(JsonObject object) {
        Set<String> paths = new TreeSet<>();
        collect("", object, paths);
        return paths;
    }

    private static void collect(String prefix, JsonObject object, Set<String> paths) {
        object.forEach(member -> {
            String path = prefix + member.getKey();
            paths.add(path);
            if (member.getValue() instanceof JsonObject inner) {
                collect(path + ".", inner, paths);
            } else if (member.getValue() instanceof JsonArray array && array.getValue(0) instanceof JsonObject first) {
                collect(path + "[].", first, paths);
            }
        });
    }

    @Test
    void everyMemberOfTheStateIsDocumentedAndNoOther() throws IOException {
        Set<String> written = members(StateJson.of(SampleRecords.state()));
        written.removeIf(path -> path.startsWith("outage."));

        assertThat(documented("### State")).isEqualTo(written);
    }

    @Test
    void everyMemberOfADecisionIsDocumentedAndNoOther() throws IOException {
        JsonObject decision = HistoryJson.decisions(List.of(SampleRecords.decision("x")))
                .getJsonArray("decisions")
                .getJsonObject(0);

        assertThat(documented("### Decisions")).isEqualTo(members(decision));
    }

    @Test
    void everyMemberOfAnOutageIsDocumentedAndNoOther() throws IOException {
        JsonObject outage = HistoryJson.outages(List.of(SampleRecords.outage()))
                .getJsonArray("outages")
                .getJsonObject(0);

        assertThat(documented("### Outages")).isEqualTo(members(outage));
        assertThat(StateJson.of(SampleRecords.state()).getJsonObject("outage")).isEqualTo(outage);
    }

    @Test
    void everyMemberOfTheRevocationsIsDocumentedAndNoOther() throws IOException {
        try (AdminUnderTest admin = AdminUnderTest.onLoopback()) {
            admin.unreplayable();
            Set<String> written = members(admin.get("/api/v1/revocations").json());
            written.removeIf(path -> path.startsWith("pending."));

            assertThat(documented("### Revocations")).isEqualTo(written);
        }
    }

    @Test
    void everyKindOfRefusalIsDocumented() throws IOException {
        String refusals = section("## Refusals");
        Set<String> documented =
                CODE.matcher(refusals).results().map(code -> code.group(1)).collect(Collectors.toSet());

        assertThat(documented)
                .containsAll(Arrays.stream(Refusal.Kind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void everyJsonBlockHasTheMembersOfWhatItShows() throws IOException {
        List<JsonObject> blocks = BLOCK.matcher(document())
                .results()
                .map(block -> new JsonObject(block.group(1)))
                .toList();
        JsonObject decision = HistoryJson.decisions(List.of(SampleRecords.decision("x")))
                .getJsonArray("decisions")
                .getJsonObject(0);

        assertThat(blocks).hasSize(2);
        assertThat(blocks.get(0).getJsonArray("decisions").getJsonObject(0).fieldNames())
                .isEqualTo(decision.fieldNames());
        try (AdminUnderTest admin = AdminUnderTest.onLoopback()) {
            assertThat(blocks.get(1).fieldNames())
                    .isEqualTo(admin.get("/api/v1/none").json().fieldNames());
        }
    }

    static Stream<String> commands() throws IOException {
        return COMMAND.matcher(document()).results().map(MatchResult::group);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandWorks(String command) {
        try (AdminUnderTest admin = AdminUnderTest.onLoopback()) {
            Matcher target = TARGET.matcher(command);
            assertThat(target.find()).isTrue();
            boolean isDelete = command.contains("-X DELETE");
            if (command.contains("acknowledge")) {
                assertThat(admin.unreplayable().id()).isEqualTo(1);
            }
            if (isDelete) {
                admin.post("/api/v1/denied-keys", "{\"kid\":\"2026-10\",\"by\":\"a\",\"why\":\"b\"}");
            }

            AdminUnderTest.Reply reply = command.contains(" -d ")
                    ? admin.change(isDelete ? "DELETE" : "POST", target.group(1), body(command))
                    : admin.get(target.group(1));

            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        }
    }

    /** The last quoted text; the issuer is the one that this test has. */
    private static String body(String command) {
        assertThat(command)
                .contains("-H \"Authorization: Bearer $(cat \"$SALLYPORT_ADMIN_TOKEN_FILE\")\"")
                .contains("-H 'Content-Type: application/json'");
        return QUOTED.matcher(command)
                .results()
                .map(quoted -> quoted.group(1))
                .reduce((first, second) -> second)
                .orElseThrow()
                .replace("https://auth.example.com", AdminUnderTest.ISSUER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state",
                "decisions",
                "outages",
                "denied-keys",
                "revocations",
                "revocations/acknowledge",
                "hold",
                "release",
                "failover",
                "failback",
                "drill"
            })
    void everyPathIsShownInACommand(String name) throws IOException {
        assertThat(commands()).anyMatch(command -> command.contains("/api/v1/" + name));
    }
}
