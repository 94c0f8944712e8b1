package io.sallyport.oidc.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One value is exchanged, and everything else stays byte for byte. */
class SpliceTest {

    private static final Spliced.Edit PUT = (field, value) -> "P-" + value;
    private static final Spliced.Edit TAKE = (field, value) -> value.startsWith("P-") ? value.substring(2) : null;

    private static String json(String json, Spliced.Edit edit, String... paths) {
        return new String(
                JsonText.edited(json.getBytes(StandardCharsets.UTF_8), Set.of(paths), edit), StandardCharsets.UTF_8);
    }

    private static String form(String form, Spliced.Edit edit, String... names) {
        return new FormText(form).edited(Set.of(names), edit);
    }

    private static String page(String page, Spliced.Edit edit) {
        return new PageText(page).edited(Set.of("code"), action -> action.startsWith("https://app"), edit);
    }

    @Test
    void aMemberIsFoundWhereverItStands() {
        assertThat(json(
                        " {\"a\" : 1,\t\"t\"\n:\"v\" , \"n\":{\"t\":\"w\",\"x\":[{\"t\":\"y\"}]},\"ü\":\"\uD83D\uDE00\"} ",
                        PUT,
                        "t",
                        "n.t"))
                .isEqualTo(
                        " {\"a\" : 1,\t\"t\"\n:\"P-v\" , \"n\":{\"t\":\"P-w\",\"x\":[{\"t\":\"y\"}]},\"ü\":\"\uD83D\uDE00\"} ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"t\"",
                "{\"t\":1}",
                "{\"t\":{\"t\":\"v\"}}",
                "{\"t\":[\"v\"]}",
                "{\"t\":\"v\",\"t\":\"w\"}",
                "{\"t\":\"v\"",
                "{\"t\":\"v\"} x",
                "{\"t\":\"v\"}{}",
                "{\"n\":{\"t\":\"v\"}}",
                "{\"T\":\"v\"}"
            })
    void whatIsNotThatMemberOfOneObjectStays(String text) {
        assertThat(json(text, PUT, "t")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
    void anotherEncodingStays(String charset) {
        byte[] text = "{\"t\":\"v\"}".getBytes(Charset.forName(charset));

        assertThat(JsonText.edited(text, Set.of("t"), PUT)).isEqualTo(text);
    }

    @Test
    void theSpellingOfAValueStays() {
        String spelled = "{\"t\":\"a\\/\\u00fc\\ud800\\n\"}";

        String put = json(spelled, PUT, "t");

        assertThat(put).isEqualTo("{\"t\":\"P-a\\/\\u00fc\\ud800\\n\"}");
        assertThat(json(put, TAKE, "t")).isEqualTo(spelled);
    }

    @Test
    void aPrefixIsTakenOffHoweverItIsSpelled() {
        assertThat(json("{\"t\":\"\\u0050-\\\"v\"}", TAKE, "t")).isEqualTo("{\"t\":\"\\\"v\"}");
        assertThat(form("t=%50-v%26w", TAKE, "t")).isEqualTo("t=v%26w");
        assertThat(form("t=P-v%26w", TAKE, "t")).isEqualTo("t=v%26w");
    }

    @Property(tries = 300)
    void takingOffUndoesPutting(@ForAll String value, @ForAll String other) {
        String object = "{\"o\":" + quoted(other) + ",\"t\":" + quoted(value) + "}";
        byte[] before = object.getBytes(StandardCharsets.UTF_8);

        byte[] after = JsonText.edited(JsonText.edited(before, Set.of("t"), PUT), Set.of("t"), TAKE);

        assertThat(after).isEqualTo(before);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> out.append(String.format("\\u%04x", c)));
        return out.append('"').toString();
    }

    @Test
    void aHugeValueIsOneValue() {
        String value = "v".repeat(100_000);

        assertThat(json("{\"t\":\"" + value + "\"}", PUT, "t")).isEqualTo("{\"t\":\"P-" + value + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "t=v,t=P-v",
        "a=1&t=v&b=2,a=1&t=P-v&b=2",
        "%74=v,%74=P-v",
        "t=a+b%2Bc,t=P-a+b%2Bc",
        "t=v&t=w,t=P-v&t=P-w",
        "t,t",
        "a=t,a=t",
        "tt=v&T=v,tt=v&T=v",
        "&&t=v&,&&t=P-v&",
        "t=%zz,t=P-%zz"
    })
    void aParameterIsFoundWhereverItStands(String before, String after) {
        assertThat(form(before, PUT, "t")).isEqualTo(after);
    }

    @Test
    void onlyTheFormThatLeavesIsEdited() {
        assertThat(page("<form method=post action='/login'><input name=code value='v'></form>", PUT))
                .isEqualTo("<form method=post action='/login'><input name=code value='v'></form>");
        assertThat(page(
                        "<html><form method=\"post\" action=\"https://app/cb?a=1&amp;b=2\">"
                                + "<input type=\"hidden\" name=\"state\" value=\"s\"/>"
                                + "<INPUT TYPE=hidden VALUE=\"a&amp;b\" NAME=code></form><input name=code value=v></html>",
                        PUT))
                .isEqualTo("<html><form method=\"post\" action=\"https://app/cb?a=1&amp;b=2\">"
                        + "<input type=\"hidden\" name=\"state\" value=\"s\"/>"
                        + "<INPUT TYPE=hidden VALUE=\"P-a&amp;b\" NAME=code></form><input name=code value=v></html>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n.t\":\"v\"}",
                "{\"n.t\":{\"t\":\"v\"}}",
                "{\"x\":{\"n.t\":\"v\"}}",
                "{\"n\":{\"x.t\":\"v\",\"x\":{\"t\":\"v\"}}}"
            })
    void aNameWithADotIsNoPath(String text) {
        assertThat(json(text, PUT, "n.t", "n.x.t")).isEqualTo(text);
    }

    @Test
    void aNameWithADotBesideItsPathDisturbsNoEdit() {
        assertThat(json("{\"n\":{\"t\":\"v\"},\"u\":\"w\",\"n.t\":\"x\"}", PUT, "n.t", "u"))
                .isEqualTo("{\"n\":{\"t\":\"P-v\"},\"u\":\"P-w\",\"n.t\":\"x\"}");
    }
}
