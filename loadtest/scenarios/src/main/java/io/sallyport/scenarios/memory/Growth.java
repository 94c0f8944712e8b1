package io.sallyport.scenarios.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What logins that began one way have cost.
 *
 * @param checkpoints before the first of them, and after each step
 */
record Growth(Beginning beginning, List<Checkpoint> checkpoints) {

    /** Copies. */
    Growth {
        checkpoints = List.copyOf(checkpoints);
    }

    /** Bytes of live heap a login. */
    Line heap() {
        return line(checkpoint -> checkpoint.median().bytes());
    }

    /** Bytes of direct buffers a login. */
    Line direct() {
        return line(Checkpoint::direct);
    }

    private Line line(ToLongFunction<Checkpoint> bytes) {
        return Line.through(checkpoints.stream()
                .map(checkpoint -> new Line.Point(checkpoint.logins(), bytes.applyAsLong(checkpoint)))
                .toList());
    }

    boolean isReached() {
        return beginning.wanted().holds(heap()) && Range.NOTHING.holds(direct());
    }

    /** The classes that have grown by at least a byte a login, the greediest first: bytes a login. */
    List<Map.Entry<String, Double>> byClass() {
        ClassHistogram before = first().median();
        ClassHistogram after = last().median();
        double logins = last().logins() - first().logins();
        return after.byClass().keySet().stream()
                .map(name -> Map.entry(name, after.growthOf(name, before) / logins))
                .filter(each -> each.getValue() >= 1)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }

    Checkpoint first() {
        return checkpoints.get(0);
    }

    Checkpoint last() {
        return checkpoints.get(checkpoints.size() - 1);
    }
}
