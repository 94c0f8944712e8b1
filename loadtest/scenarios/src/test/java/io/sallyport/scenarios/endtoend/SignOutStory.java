package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user signs out everywhere while the replica serves; the primary comes back and has to know. */
abstract class SignOutStory {

    @RegisterExtension
    final RunningDemo demo;

    final Client client = new Client();

    SignOutStory(RunningDemo demo) {
        this.demo = demo;
    }

    /** The operation by which the primary hears of it. */
    abstract String replay();

    /** What a sign-in gives: by the JSON API, whose tokens may end every session. */
    record Tokens(String access, String refresh) {}

    @Test
    void aSignOutAtTheReplicaHoldsAtThePrimary() throws Exception {
        Tokens before = signIn("alice", "Wonderland-1");
        Tokens bobs = signIn("bob", "Builder-22");
        demo.losePrimary();
        assertThat(refreshed(before).statusCode()).as("known at the replica").isEqualTo(200);

        signOut(before);

        assertThat(validated(before)).isEqualTo(401);
        assertThat(Client.text(refreshed(before), "error")).isEqualTo("invalid_grant");
        assertThat(pending()).isEqualTo(1);
        assertThat(validated(bobs)).isEqualTo(200);

        demo.regainPrimary();
        Tokens newer = signIn("alice", "Wonderland-1");

        assertThat(demo.primary().requests(replay())).isEqualTo(1);
        assertRefusedAtThePrimary(before);
        assertThat(validated(before)).isEqualTo(401);
        assertThat(Client.text(refreshed(before), "error")).isEqualTo("invalid_grant");
        assertGood(newer);
        assertGood(bobs);
    }

    @Test
    void theFailbackBeginsWhenThePrimaryKnows() throws Exception {
        Tokens before = signIn("alice", "Wonderland-1");
        demo.losePrimary();
        signOut(before);
        demo.restartGateway();
        assertThat(pending()).as("kept over a restart").isEqualTo(1);
        assertThat(validated(before)).isEqualTo(401);

        demo.primary().heal();
        demo.awaitState("failing_back");

        assertThat(pending()).isZero();
        assertRefusedAtThePrimary(before);
        demo.awaitState("on_primary");
        assertThat(demo.metrics()
                        .sum(
                                "sallyport_revocation_replays_total",
                                Map.of("region", RunningDemo.PRIMARY, "result", "replayed")))
                .isEqualTo(1);
    }

    Tokens signIn(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.signIn(demo.url("/"), user, password);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode result = Client.json(answer).get("AuthenticationResult");
        return new Tokens(
                result.get("AccessToken").asText(), result.get("RefreshToken").asText());
    }

    void signOut(Tokens tokens) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.cognito(demo.url("/"), "GlobalSignOut", "{\"AccessToken\":\"" + tokens.access() + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(demo.replica().requests("GlobalSignOut")).isEqualTo(1);
    }

    private void assertGood(Tokens tokens) throws Exception {
        assertThat(validated(tokens)).isEqualTo(200);
        assertThat(refreshed(tokens).statusCode()).isEqualTo(200);
        assertThat(atThePrimary(tokens).statusCode()).isEqualTo(200);
    }

    /** Past the gateway. */
    private void assertRefusedAtThePrimary(Tokens tokens) throws Exception {
        assertThat(Client.text(atThePrimary(tokens), "error")).isEqualTo("invalid_grant");
        HttpResponse<String> user =
                client.cognito(demo.primary().url("/"), "GetUser", "{\"AccessToken\":\"" + tokens.access() + "\"}");
        assertThat(Client.header(user, "x-amzn-ErrorType")).isEqualTo("NotAuthorizedException");
    }

    HttpResponse<String> atThePrimary(Tokens tokens) throws Exception {
        return Login.refresh(demo.primary().url("/oauth2/token"), Login.withoutPrefix(tokens.refresh()));
    }

    HttpResponse<String> refreshed(Tokens tokens) throws Exception {
        return Login.refresh(demo.url("/oauth2/token"), tokens.refresh());
    }

    private int validated(Tokens tokens) throws Exception {
        return client.validate(demo.url("/-/validate"), tokens.access()).statusCode();
    }

    /** By the metric and by the admin API. */
    int pending() throws Exception {
        URI list = demo.adminUrl("/api/v1/revocations");
        int listed = Client.json(client.get(list))
                .at("/pending/" + RunningDemo.PRIMARY)
                .asInt();
        assertThat(demo.metrics().sum("sallyport_revocations_pending", Map.of()))
                .isEqualTo(listed);
        return listed;
    }
}
