package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalPageTest {

    @ParameterizedTest
    @EnumSource(
            value = Refusal.class,
            names = {
                "BAD_REQUEST",
                "NOT_FOUND",
                "MISDIRECTED",
                "REQUEST_TIMEOUT",
                "UNAVAILABLE",
                "OUTCOME_UNKNOWN",
                "FLOW_LOST",
                "REQUEST_LOST",
                "FORGED",
                "SIGNED_OVER",
                "OVERLOADED",
                "INTERNAL"
            })
    void whatAPersonMayMeetNeedsNoKnowledgeOfTheMachinery(Refusal refusal) {
        String page = RefusalPage.render(refusal, 5);
        String text = page.substring(page.indexOf("<main>")).toLowerCase(Locale.ROOT);

        assertThat(text)
                .doesNotContain("region", "primary", "replica", "gateway", "token", "request_uri", "response_type");
        assertThat(page.indexOf("</title>")).isLessThan(page.indexOf("<h1>"));
    }

    @ParameterizedTest
    @EnumSource
    void aPageIsCompleteAndAsksForNothingElse(Refusal refusal) {
        String page = RefusalPage.render(refusal, 5);

        assertThat(page)
                .startsWith("<!doctype html>\n<html lang=\"en\">")
                .contains("name=\"viewport\"", "<main>\n<h1>", "</main>")
                .endsWith("</html>\n");
        for (String foreign :
                List.of("<script", "<img", "<link", "src=", "http:", "https:", "url(", "@import", "style=")) {
            assertThat(page).doesNotContain(foreign);
        }
    }

    @Test
    void onlyWhatPassesAsksToComeBack() {
        assertThat(RefusalPage.render(Refusal.UNAVAILABLE, 5)).contains("try again in a moment");
        assertThat(RefusalPage.render(Refusal.OUTCOME_UNKNOWN, 5)).doesNotContain("try again");
        assertThat(RefusalPage.render(Refusal.NOT_FOUND, 5)).doesNotContain("try again");
    }

    @ParameterizedTest
    @CsvSource({
        "2, in a moment",
        "30, in a moment",
        "31, in about a minute",
        "90, in about a minute",
        "91, in about 2 minutes",
        "149, in about 2 minutes",
        "150, in about 3 minutes",
        "299, in about 5 minutes",
        "300, later"
    })
    void anEstimateIsToldInWords(int seconds, String words) {
        assertThat(RefusalPage.comeBack(seconds)).isEqualTo("Please try again " + words + ".");
    }
}
