package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.scenarios.endtoend.RunningDemo;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regional issuers are not for clients that insist on the issuer that they were given. */
@Timeout(60)
class StrictClientsTest {

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo(UnaryOperator.identity(), "--issuer=regional");

    @BeforeAll
    static void installed() {
        Node.assumeInstalled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid-client", "oauth4webapi"})
    void aStrictClientEndsAtDiscovery(String client) {
        assertThatThrownBy(() -> Node.run(client, Stream.of(DEMO.publicUrl())))
                .hasMessageContaining("OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED")
                .hasMessageContaining("attribute: 'issuer'");
    }
}
