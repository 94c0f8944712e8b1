package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gateway has no credential of its own: the token that asked for the sign-out asks for it again. */
class SignOutByTokenTest extends SignOutStory {

    SignOutByTokenTest() {
        super(new RunningDemo());
    }

    @Override
    String replay() {
        return "GlobalSignOut";
    }

    @Test
    void aSessionOfThePrimaryIsRevokedWhileThatIsLost() throws Exception {
        Tokens before = signIn("alice", "Wonderland-1");
        demo.losePrimary();

        assertThat(client.postForm(
                                demo.url("/oauth2/revoke"), Map.of("token", before.refresh(), "client_id", "demo-web"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(demo.replica().requests("/oauth2/revoke")).isEqualTo(1);
        assertThat(Client.text(refreshed(before), "error")).isEqualTo("invalid_grant");
        assertThat(pending()).isEqualTo(1);

        demo.regainPrimary();

        assertThat(demo.primary().requests("/oauth2/revoke")).isEqualTo(1);
        assertThat(pending()).isZero();
        assertThat(Client.text(atThePrimary(before), "error")).isEqualTo("invalid_grant");
    }
}
