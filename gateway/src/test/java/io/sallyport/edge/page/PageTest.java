package io.sallyport.edge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void everyTextIsEscaped() {
        String evil = "<b onclick='x' title=\"y\">&amp;</b>";

        String page = new Page(evil)
                .say(evil)
                .works(evil, List.of(evil))
                .waits(evil, List.of(evil))
                .way(evil, "/a?b=" + evil)
                .html();

        assertThat(page).doesNotContain("<b ", "='x'", "=\"y\"", "</b>");
        assertThat(page.split("&lt;b onclick=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;&lt;/b&gt;", -1))
                .hasSize(1 + 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""})
    void noWayLeadsToAnotherSite(String path) {
        Page page = new Page("t");

        assertThatThrownBy(() -> page.way("on", path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBrowserTakesItsStyleAndNothingElse() throws Exception {
        String html = new Page("t").html();
        String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(Page.POLICY)
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
                .doesNotContain("unsafe");
    }
}
