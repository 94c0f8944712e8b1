package io.sallyport.operation;

/**
 * What one kind of request does.
 *
 * @param name the name in metrics, logs and documentation; from the table, never from a request
 * @param operationClass what it does to the provider's state
 * @param plane the part of the region that serves it
 * @param surface the language of its callers
 * @param replay whether it may be sent twice
 */
public record Operation(String name, OperationClass operationClass, Plane plane, Surface surface, Replay replay) {

    /**
     * Whether the request stands alone: it belongs to no login or session that only one region knows, so each request
     * is a flow of its own.
     */
    public boolean standsAlone() {
        return replay == Replay.SAFE && operationClass == OperationClass.SIGN_IN && plane == Plane.TOKEN;
    }
}
