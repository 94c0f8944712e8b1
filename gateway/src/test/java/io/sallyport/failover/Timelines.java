package io.sallyport.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Whole timelines: everything that the controller decides, and when. */
final class Timelines {

    static final String ON_EAST = "on_replica us-east-1";

    private Timelines() {}

    /** Something that must happen between two times, in seconds after the mark. */
    record Expected(String what, double from, double to) {}

    static Expected between(double from, double to, String what) {
        return new Expected(what, from, to);
    }

    /** A whole failback that begins then: its four steps of 10 s, and writes again. */
    static List<Expected> failback(double from, double to) {
        List<Expected> steps = new ArrayList<>();
        double step = 0;
        for (String what :
                List.of("failing_back 5", "failing_back 25", "failing_back 50", "failing_back 100", "on_primary")) {
            steps.add(between(from + step, to + step + 0.5, what));
            step += 10;
        }
        return steps;
    }

    static List<Expected> then(Object... parts) {
        List<Expected> all = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof List<?> several) {
                several.forEach(each -> all.add((Expected) each));
            } else {
                all.add((Expected) part);
            }
        }
        return all;
    }

    static void assertTimeline(Simulation simulation, Object... parts) {
        List<Expected> expected = then(parts);
        assertThat(simulation.timeline())
                .extracting(Simulation.Happened::what)
                .as("all of %s", simulation.timeline())
                .containsExactlyElementsOf(expected.stream().map(Expected::what).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(simulation.timeline().get(i).seconds())
                    .as("when %s in %s", expected.get(i).what(), simulation.timeline())
                    .isBetween(expected.get(i).from(), expected.get(i).to());
        }
    }

    static Simulation busy() {
        return Simulation.of(200, 20);
    }
}
