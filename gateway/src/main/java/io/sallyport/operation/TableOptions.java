package io.sallyport.operation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration makes of a dialect's table.
 *
 * @param names what stands for <code>{realm}</code>, <code>{pool}</code> and, where endpoints are discovered, for
 *     <code>{token_endpoint}</code> and the like; a row with an endpoint that has no name is left out
 * @param hasApi whether the provider's JSON API is used
 * @param exposesAdmin whether an administrator's operations are forwarded
 * @param refreshTokensRotate whether a refresh token is good for one use; null: as the table says
 * @param declared what is known of this provider's regions
 * @param own rows in the place of the table's, or beside them
 */
public record TableOptions(
        Map<String, String> names,
        boolean hasApi,
        boolean exposesAdmin,
        @Nullable Boolean refreshTokensRotate,
        Declared declared,
        List<OwnRow> own) {

    /** The table as it is, with the API and without administrators. */
    public static final TableOptions NONE = new TableOptions(Map.of(), true, false, null, Declared.NOTHING, List.of());

    /** Copies its collections. */
    public TableOptions {
        names = Map.copyOf(names);
        own = List.copyOf(own);
    }

    /** The same with names. */
    public TableOptions with(Map<String, String> others) {
        return new TableOptions(others, hasApi, exposesAdmin, refreshTokensRotate, declared, own);
    }

    /**
     * How this provider's regions share what they know of sessions; null: as the table says.
     *
     * @param sessionsOneWay whether a session that began on a replica is unknown to the primary
     * @param cookiesPerRegion whether a region's cookies mean nothing to the other
     * @param sessionCookies names of the cookies by which a region knows a signed-in browser
     */
    public record Declared(
            @Nullable Boolean sessionsOneWay,
            @Nullable Boolean cookiesPerRegion,
            @Nullable List<String> sessionCookies) {

        /** All as the table says. */
        public static final Declared NOTHING = new Declared(null, null, null);

        Affinity over(Affinity table) {
            return new Affinity(
                    sessionsOneWay == null ? table.sessionsOneWay() : sessionsOneWay,
                    cookiesPerRegion == null ? table.cookiesPerRegion() : cookiesPerRegion,
                    sessionCookies == null ? table.sessionCookies() : sessionCookies);
        }
    }

    /**
     * A row of the configuration's.
     *
     * @param on methods and one path, as in a table, or {@code API} and an operation of the JSON API
     * @param operation what it is; null for what is not forwarded
     */
    public record OwnRow(String on, @Nullable Operation operation) {

        private static final String API = "API ";

        boolean isApi() {
            return on.startsWith(API);
        }

        String apiOperation() {
            return on.substring(API.length());
        }
    }
}
