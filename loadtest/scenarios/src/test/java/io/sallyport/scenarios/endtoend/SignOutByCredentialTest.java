package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway has an AWS credential of its own, and the real SDK. */
class SignOutByCredentialTest extends SignOutStory {

    SignOutByCredentialTest(@TempDir Path directory) {
        super(new RunningDemo(yaml -> yaml + "\nrevocation: {replay: {cognito: {credentials: file, file: "
                + credentials(directory) + "}}}\n"));
    }

    private static Path credentials(Path directory) {
        try {
            return Files.writeString(
                    directory.resolve("credentials"),
                    "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    String replay() {
        return "AdminUserGlobalSignOut";
    }

    /** Its token is unknown to the primary, where its user may have other sessions. */
    @Test
    void whoSignedInAtTheReplicaIsSignedOutAtThePrimaryToo() throws Exception {
        Tokens atThePrimary = signIn("alice", "Wonderland-1");
        demo.losePrimary();
        Tokens atTheReplica = signIn("alice", "Wonderland-1");

        signOut(atTheReplica);
        demo.regainPrimary();

        assertThat(Client.text(
                        Login.refresh(demo.primary().url("/oauth2/token"), Login.withoutPrefix(atThePrimary.refresh())),
                        "error"))
                .isEqualTo("invalid_grant");
    }
}
