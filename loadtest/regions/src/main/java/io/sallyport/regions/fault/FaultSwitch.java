package io.sallyport.regions.fault;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Puts faults in force, one after the other, and says when each one is. */
public final class FaultSwitch {

    private final Context context;
    private final FaultGate gate;
    private final RegionPort port;
    private final Settings settings;
    private Future<Void> last = Future.succeededFuture();

    /** Works on {@code context}; {@code settings} takes what is no part of the fault. */
    public FaultSwitch(Context context, FaultGate gate, RegionPort port, Settings settings) {
        this.context = context;
        this.gate = gate;
        this.port = port;
        this.settings = settings;
    }

    Fault current() {
        return gate.fault();
    }

    /** Completes with the fault once it is in force, for existing connections too. */
    Future<Fault> change(FaultRequest request) {
        return onContext(() -> {
            Fault next = request.onTopOf(gate.fault());
            return show(request)
                    .compose(shown -> context.executeBlocking(() -> set(request)))
                    .compose(set -> {
                        gate.inForce(next);
                        return reach(next.mode()).map(next);
                    });
        });
    }

    private Future<Void> show(FaultRequest request) {
        return request.certificate() == null ? Future.succeededFuture() : port.show(request.certificate());
    }

    private Void set(FaultRequest request) {
        if (request.replica() != null) {
            settings.replica(request.replica());
        }
        if (request.lagMs() != null) {
            settings.lag(request.lagMs());
        }
        if (request.clockSkewMs() != null) {
            settings.clockSkew(request.clockSkewMs());
        }
        return null;
    }

    private Future<Void> reach(Mode mode) {
        return switch (mode) {
            case REFUSE -> port.close();
            case UNREACHABLE -> port.outOfReach();
            default -> port.open();
        };
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
