package io.sallyport.app;

import io.sallyport.config.OperationRow;
import io.sallyport.operation.Credential;
import io.sallyport.operation.Flow;
import io.sallyport.operation.ForgedAnswer;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Hints;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.operation.TableOptions;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration's operations as a dialect's rows. The schema has seen to the words. */
final class OwnRows {

    private static final Hints CODE = new Hints(Map.of(), Map.of("code", HintKind.CODE), ForgedAnswer.GRANT);

    private OwnRows() {}

    static TableOptions.OwnRow row(OperationRow row) {
        return new TableOptions.OwnRow(row.on(), operation(row));
    }

    private static @Nullable Operation operation(OperationRow row) {
        if (row.operationClass().equals("none")) {
            return null;
        }
        boolean isApi = row.on().startsWith("API ");
        OperationClass operationClass = constant(OperationClass.class, row.operationClass());
        return new Operation(
                row.name(),
                operationClass,
                row.plane() == null ? isApi ? Plane.API : Plane.LOGIN : constant(Plane.class, row.plane()),
                isApi ? Surface.API : constant(Surface.class, row.surface()),
                row.replay() == null ? operationClass.usualReplay() : constant(Replay.class, row.replay()),
                constant(Flow.class, row.flow()),
                null,
                row.account() == null ? null : new Credential.Tried(row.account(), row.password()),
                null,
                row.returnsCode() ? CODE : Hints.NONE,
                false);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
