package io.sallyport.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadsTest {

    private final AdminUnderTest admin = AdminUnderTest.onLoopback();

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void stateSaysWhoServesAndWhy() {
        AdminUnderTest.Reply reply = admin.get("/api/v1/state");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        JsonObject state = reply.json();
        assertThat(state.getString("state")).isEqualTo("on_replica");
        assertThat(state.getString("serving")).isEqualTo("us-east-1");
        assertThat(state.getString("since")).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(state.getString("mode")).isEqualTo("advisory");
        assertThat(state.getJsonArray("regions").getJsonObject(0).getString("role"))
                .isEqualTo("primary");
        assertThat(state.getJsonObject("recommendation").getString("order")).isEqualTo("failback");
    }

    @ParameterizedTest
    @CsvSource({"'', 50", "'?', 50", "?limit=1, 1", "?limit=60, 60", "?limit=500, 70"})
    void theNewestDecisionsComeFirstAndAsManyAsAskedFor(String query, int expected) {
        for (int i = 0; i < 70; i++) {
            admin.decisions.add(SampleRecords.decision("number " + i));
        }

        AdminUnderTest.Reply reply = admin.get("/api/v1/decisions" + query);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().getJsonArray("decisions")).hasSize(expected);
        assertThat(reply.json().getJsonArray("decisions").getJsonObject(0).getString("why"))
                .isEqualTo("number 0");
    }

    @Test
    void outagesAreThereWithTheirCost() {
        admin.outages.add(SampleRecords.outage());

        JsonObject outage = admin.get("/api/v1/outages?limit=200")
                .json()
                .getJsonArray("outages")
                .getJsonObject(0);

        assertThat(outage.getJsonArray("lost")).containsExactly("us-west-2");
        assertThat(outage.getLong("firstSuccessMillis")).isEqualTo(20);
        assertThat(outage.getLong("failed")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decisions?limit=0",
                "decisions?limit=501",
                "decisions?limit=-1",
                "decisions?limit=1.5",
                "decisions?limit=",
                "decisions?limit",
                "decisions?limit=99999999999",
                "decisions?limit=1&limit=2",
                "decisions?Limit=1",
                "decisions?limit=%31",
                "decisions?limit=%zz",
                "decisions?offset=1",
                "outages?limit=201",
                "state?limit=1",
                "denied-keys?x"
            })
    void aParameterThatMeansNothingIsRefused(String target) {
        AdminUnderTest.Reply reply = admin.get("/api/v1/" + target);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.kind()).isEqualTo("malformed");
    }
}
