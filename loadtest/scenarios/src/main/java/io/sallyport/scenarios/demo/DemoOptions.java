package io.sallyport.scenarios.demo;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What may be different from one demo to another. Each option can also be given as a system property of its long name
 * without the dashes in front, as in {@code ./mvnw -Pdemo -Dissuer=regional}.
 */
public final class DemoOptions {

    /** How the regions sign. */
    public enum Issuer {
        /** Both as the gateway's public URL. */
        SHARED,
        /** Each as its own URL. */
        REGIONAL,
        /** The same, and the gateway signs ID tokens anew as its public URL. */
        REISSUE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--port",
            defaultValue = "${sys:port:-8080}",
            description = "Port of the gateway, 0 for a free one (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--admin-port",
            defaultValue = "${sys:admin-port:-9090}",
            description = "Port of the gateway's admin listener, 0 for a free one (default: ${DEFAULT-VALUE}).")
    int adminPort;

    @Option(
            names = "--public-url",
            defaultValue = "${sys:public-url}",
            description = "The URL that clients use (default: http://127.0.0.1 with the gateway's port).")
    @Nullable
    String publicUrl;

    @Option(
            names = "--primary-port",
            defaultValue = "${sys:primary-port:-9101}",
            description = "Port of the primary region, 0 for a free one (default: ${DEFAULT-VALUE}).")
    int primaryPort;

    @Option(
            names = "--replica-port",
            defaultValue = "${sys:replica-port:-9102}",
            description = "Port of the replica region, 0 for a free one (default: ${DEFAULT-VALUE}).")
    int replicaPort;

    @Option(
            names = "--primary-fault-port",
            defaultValue = "${sys:primary-fault-port:-9111}",
            description = "Port where the primary is broken, 0 for a free one (default: ${DEFAULT-VALUE}).")
    int primaryFaultPort;

    @Option(
            names = "--replica-fault-port",
            defaultValue = "${sys:replica-fault-port:-9112}",
            description = "Port where the replica is broken, 0 for a free one (default: ${DEFAULT-VALUE}).")
    int replicaFaultPort;

    @Option(
            names = "--issuer",
            defaultValue = "${sys:issuer:-shared}",
            description = "How the regions sign: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Issuer issuer = Issuer.SHARED;

    @Option(
            names = "--conf",
            defaultValue = "${sys:conf:-conf/demo.yaml}",
            description = "The gateway's configuration (default: ${DEFAULT-VALUE}).")
    Path conf = Path.of("conf/demo.yaml");

    /** For picocli and tests. */
    public DemoOptions() {}
}
