package io.sallyport.operation;

import org.jspecify.annotations.Nullable;

/**
 * What one kind of request does.
 *
 * @param name the name in metrics, logs and documentation; from the table, never from a request
 * @param operationClass what it does to the provider's state
 * @param plane the part of the region that serves it
 * @param surface the language of its callers
 * @param replay whether it may be sent twice
 * @param flow how it belongs to a login or session
 * @param revokes what it revokes; null where it revokes nothing that its body names
 * @param credential what it does with an account's credential; null where nothing
 * @param reads what it reads by an access token; null where nothing
 * @param hints where its messages tell which region knows them
 * @param refusesByError whether a replica answers 5xx where it would have to write
 */
public record Operation(
        String name,
        OperationClass operationClass,
        Plane plane,
        Surface surface,
        Replay replay,
        Flow flow,
        @Nullable Revokes revokes,
        @Nullable Credential credential,
        @Nullable Reads reads,
        Hints hints,
        boolean refusesByError) {

    /** Revokes nothing, tries and changes no credential, reads by no token, tells no region. */
    public Operation(
            String name, OperationClass operationClass, Plane plane, Surface surface, Replay replay, Flow flow) {
        this(name, operationClass, plane, surface, replay, flow, null, null, null, Hints.NONE, false);
    }

    /** Part of a flow, as most are. */
    public Operation(String name, OperationClass operationClass, Plane plane, Surface surface, Replay replay) {
        this(name, operationClass, plane, surface, replay, Flow.PART);
    }

    /** The same, which must not reach two regions. */
    Operation sentOnce() {
        return new Operation(
                name,
                operationClass,
                plane,
                surface,
                Replay.ONCE,
                flow,
                revokes,
                credential,
                reads,
                hints,
                refusesByError);
    }

    /** The same, of a message in which nothing tells a region. */
    public Operation withoutHints() {
        return new Operation(
                name,
                operationClass,
                plane,
                surface,
                replay,
                flow,
                revokes,
                credential,
                reads,
                Hints.NONE,
                refusesByError);
    }
}
