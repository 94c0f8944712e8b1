package io.sallyport.regions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the pair is set up. Start from {@link #demo()} or {@link #ephemeral()} and change what you need.
 *
 * @param primary name and ports of the region that writes
 * @param replica name and ports of the region that follows
 * @param sharedIssuer the issuer of both regions, or null for regional issuers: each region's own base URL
 * @param sameKeys whether both regions sign with the same keys
 * @param demoData whether an empty log is filled with the demo's users and clients
 * @param dataDirectory where log, key file and signing keys are, or null for a fresh temporary directory that goes
 *     away on close
 * @param lag how late the replica learns what the primary did
 * @param hashCost the cost of password hashes, 4 to 31; each step doubles it
 * @param extras what is off unless asked for
 */
public record TwinOptions(
        RegionOptions primary,
        RegionOptions replica,
        @Nullable String sharedIssuer,
        boolean sameKeys,
        boolean demoData,
        @Nullable Path dataDirectory,
        Duration lag,
        int hashCost,
        Extras extras) {

    private static final int USUAL_COST = 10;
    private static final int LOWEST_COST = 4;
    private static final int HIGHEST_COST = 31;
    private static final int MAX_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /**
     * One region's place.
     *
     * @param port where it serves, 0 for any free port
     * @param faultPort where faults are set, 0 for any free port
     */
    public record RegionOptions(String name, int port, int faultPort) {

        /**
         * Checks it.
         *
         * @throws IllegalArgumentException if the name is not letters, digits and hyphens, or a port is out of range
         */
        public RegionOptions {
            require(NAME.matcher(name).matches(), "a region's name is of a-z, 0-9 and -: " + name);
            require(port >= 0 && port <= MAX_PORT, "a port is from 0 to 65535: " + port);
            require(faultPort >= 0 && faultPort <= MAX_PORT, "a port is from 0 to 65535: " + faultPort);
        }
    }

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it makes no sense; the message says why
     */
    public TwinOptions {
        require(!primary.name().equals(replica.name()), "the two regions need different names");
        require(!lag.isNegative(), "the lag is 0 or more");
        require(hashCost >= LOWEST_COST && hashCost <= HIGHEST_COST, "the hash cost is from 4 to 31");
    }

    /** Options with nothing extra. */
    public TwinOptions(
            RegionOptions primary,
            RegionOptions replica,
            @Nullable String sharedIssuer,
            boolean sameKeys,
            boolean demoData,
            @Nullable Path dataDirectory,
            Duration lag,
            int hashCost) {
        this(primary, replica, sharedIssuer, sameKeys, demoData, dataDirectory, lag, hashCost, Extras.NONE);
    }

    /**
     * What is off unless asked for.
     *
     * @param durable whether each change survives the death of the machine (fsync), not only that of the process
     * @param selfContainedSessions whether refresh tokens carry their session and are good in both regions; else what
     *     the replica opens is unknown to the primary
     * @param tls whether the regions speak TLS, with certificates of a throwaway authority
     * @param externalPort the port of a second OpenID provider, {@code Partner}, whose users may sign in here; null for
     *     none, 0 for any free one
     */
    public record Extras(
            boolean durable,
            boolean selfContainedSessions,
            boolean tls,
            @Nullable Integer externalPort) {

        /** Nothing. */
        public static final Extras NONE = new Extras(false, false, false, null);

        /** Checks it. */
        public Extras {
            require(
                    externalPort == null || (externalPort >= 0 && externalPort <= MAX_PORT),
                    "a port is from 0 to 65535: " + externalPort);
        }
    }

    /** With these extras. */
    public TwinOptions withExtras(Extras more) {
        return new TwinOptions(primary, replica, sharedIssuer, sameKeys, demoData, dataDirectory, lag, hashCost, more);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** The demo's names and ports, the shared issuer {@code http://127.0.0.1:8080}, different keys, no lag. */
    public static TwinOptions demo() {
        return new TwinOptions(
                new RegionOptions("us-west-2", 9101, 9111),
                new RegionOptions("us-east-1", 9102, 9112),
                "http://127.0.0.1:8080",
                false,
                true,
                null,
                Duration.ZERO,
                USUAL_COST);
    }

    /** As the demo, on free ports and with the cheapest password hashes: for tests. */
    public static TwinOptions ephemeral() {
        return demo().withPorts(0, 0, 0, 0).withHashCost(LOWEST_COST);
    }

    /** With these ports; 0 for any free one. */
    public TwinOptions withPorts(int primaryPort, int primaryFaultPort, int replicaPort, int replicaFaultPort) {
        return new TwinOptions(
                new RegionOptions(primary.name(), primaryPort, primaryFaultPort),
                new RegionOptions(replica.name(), replicaPort, replicaFaultPort),
                sharedIssuer,
                sameKeys,
                demoData,
                dataDirectory,
                lag,
                hashCost,
                extras);
    }

    /** With one issuer for both regions. */
    public TwinOptions withSharedIssuer(String issuer) {
        return new TwinOptions(primary, replica, issuer, sameKeys, demoData, dataDirectory, lag, hashCost, extras);
    }

    /** With each region's base URL as its issuer. */
    public TwinOptions withRegionalIssuers() {
        return new TwinOptions(primary, replica, null, sameKeys, demoData, dataDirectory, lag, hashCost, extras);
    }

    /** With the same signing keys in both regions, or different ones. */
    public TwinOptions withSameKeys(boolean same) {
        return new TwinOptions(primary, replica, sharedIssuer, same, demoData, dataDirectory, lag, hashCost, extras);
    }

    /** With the demo's users and clients, or empty. */
    public TwinOptions withDemoData(boolean loaded) {
        return new TwinOptions(primary, replica, sharedIssuer, sameKeys, loaded, dataDirectory, lag, hashCost, extras);
    }

    /** With its state in {@code directory}, kept on close. */
    public TwinOptions withDataDirectory(Path directory) {
        return new TwinOptions(primary, replica, sharedIssuer, sameKeys, demoData, directory, lag, hashCost, extras);
    }

    /** With this replication lag. */
    public TwinOptions withLag(Duration lagged) {
        return new TwinOptions(
                primary, replica, sharedIssuer, sameKeys, demoData, dataDirectory, lagged, hashCost, extras);
    }

    /** With this cost of password hashes. */
    public TwinOptions withHashCost(int cost) {
        return new TwinOptions(primary, replica, sharedIssuer, sameKeys, demoData, dataDirectory, lag, cost, extras);
    }
}
