package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void helpTellsEveryOption() {
        int exit = command.execute("--help");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("--primary-port", "--issuer", "--lag-ms", "--data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--primary-port=x", "--primary-port=70000", "--replica-name=US WEST", "--hash-cost=3", "--no"})
    void aSenselessCommandLineExitsWithTwo(String argument) {
        assertThat(command.execute(argument)).isEqualTo(2);
        assertThat(err.toString()).isNotEmpty();
    }
}
