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
 * @param affinity how the regions share what they know of sessions; null: as the table says
 * @param own rows in the place of the table's, or beside them
 */
public record TableOptions(
        Map<String, String> names,
        boolean hasApi,
        boolean exposesAdmin,
        @Nullable Boolean refreshTokensRotate,
        @Nullable Affinity affinity,
        List<OwnRow> own) {

    /** The table as it is, with the API and without administrators. */
    public static final TableOptions NONE = new TableOptions(Map.of(), true, false, null, null, List.of());

    /** Copies its collections. */
    public TableOptions {
        names = Map.copyOf(names);
        own = List.copyOf(own);
    }

    /** The same with names. */
    public TableOptions with(Map<String, String> others) {
        return new TableOptions(others, hasApi, exposesAdmin, refreshTokensRotate, affinity, own);
    }

    /**
     * A row of the configuration's.
     *
     * @param on methods and one path, as in a table
     * @param returnsCode whether it may send a browser back to its client with a code
     */
    public record OwnRow(
            String on,
            String name,
            OperationClass operationClass,
            Plane plane,
            Surface surface,
            Replay replay,
            Flow flow,
            boolean returnsCode) {}
}
