package io.sallyport.regions.fault;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Puts faults in force, one after the other, and says when each one is. */
public final class FaultSwitch {

    private final Context context;
    private final FaultGate gate;
    private final RegionPort port;
    private final LongConsumer lagMillis;
    private Future<Void> last = Future.succeededFuture();

    /** Works on {@code context}; {@code lagMillis} takes a new replication lag. */
    public FaultSwitch(Context context, FaultGate gate, RegionPort port, LongConsumer lagMillis) {
        this.context = context;
        this.gate = gate;
        this.port = port;
        this.lagMillis = lagMillis;
    }

    Fault current() {
        return gate.fault();
    }

    /** Completes with the fault once it is in force, for existing connections too. */
    Future<Fault> change(FaultRequest request) {
        return onContext(() -> {
            Fault next = request.onTopOf(gate.fault());
            if (request.lagMs() != null) {
                lagMillis.accept(request.lagMs());
            }
            gate.inForce(next);
            return next.mode() == Mode.REFUSE
                    ? port.close().map(next)
                    : port.open().map(next);
        });
    }

    /** Opens the port for the first time. */
    public Future<Void> open() {
        return this.<Void>onContext(port::open);
    }

    /** Closes the port for good. */
    public Future<Void> close() {
        return this.<Void>onContext(port::close);
    }

    private synchronized <T> Future<T> onContext(Supplier<Future<T>> change) {
        Future<T> next = last.transform(ignored -> Future.future(promise -> context.runOnContext(go -> {
            try {
                change.get().onComplete(promise);
            } catch (IllegalArgumentException senseless) {
                promise.fail(senseless);
            }
        })));
        last = next.mapEmpty();
        return next;
    }
}
