package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testsupport.ScriptedRegion;
import org.junit.jupiter.api.AfterEach;

/** A whole listener before two scripted regions. */
abstract class BeforeTwoRegions {

    static final String SAFE = "grant_type=client_credentials";
    static final String ONCE = "grant_type=authorization_code&code=c";
    static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    RunningEdge edge = RunningEdge.start();

    @AfterEach
    void close() {
        edge.close();
    }

    void restart(RunningEdge.Setup setup) {
        edge.close();
        edge = new RunningEdge(setup);
    }

    ScriptedRegion.Call seen() {
        assertThat(edge.west.calls()).hasSize(1);
        return edge.west.calls().get(0);
    }

    static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    String token(String body) {
        return edge.post("/oauth2/token", FORM, body);
    }
}
