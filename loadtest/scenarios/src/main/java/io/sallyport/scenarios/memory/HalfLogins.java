package io.sallyport.scenarios.memory;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The course of a run: warm up, begin logins and look at the memory in turn, finish some of them. */
final class HalfLogins {

    /** Enough for every class, pool and table that logins need: the first checkpoints would show what it was not. */
    static final int WARM_UP = 3_000;

    private static final int WARM_UP_OTHERS = 500;

    /** At each checkpoint. */
    static final int READINGS = 3;

    /** More than may begin at once; nobody finishes them. */
    private static final int MORE_THAN_CONNECTIONS = 50;

    /** Longer than the gateway keeps a connection for what must not be sent twice. */
    private static final Duration REST = Duration.ofSeconds(2);

    /** Of all that are begun; past it something else is wrong than a busy machine. */
    private static final int MOST_FAILED = 100;

    private static final int BROWSERS_TO_FINISH = 140;
    private static final int PUSHED_TO_FINISH = 60;

    private final Applicants applicants;
    private final Crowd crowd;
    private final Jcmd jcmd;
    private final List<HalfLogin> browsers = new ArrayList<>();
    private final List<HalfLogin> pushed = new ArrayList<>();
    private int failed;

    HalfLogins(Applicants applicants, Crowd crowd, Jcmd jcmd) {
        this.applicants = applicants;
        this.crowd = crowd;
        this.jcmd = jcmd;
    }

    Outcome carryOut() throws IOException, InterruptedException, ExecutionException {
        warmUp();
        Checkpoint before = checkpoint(0);
        List<Growth> growths = new ArrayList<>();
        for (Beginning beginning : Beginning.values()) {
            Growth growth = grow(beginning, before);
            growths.add(growth);
            before = growth.last().asFirst();
        }
        List<HalfLogin> sample = sample();
        return new Outcome(growths, failed, sample.size(), finish(sample));
    }

    private void warmUp() throws InterruptedException, ExecutionException {
        System.out.printf("warm-up: %d logins, whole ones and half ones%n", WARM_UP);
        many(WARM_UP_OTHERS, () -> applicants.browse().compose(applicants::finish));
        many(WARM_UP_OTHERS, () -> applicants.push().compose(applicants::finish));
        many(WARM_UP_OTHERS, applicants::challenge);
        many(WARM_UP - 3 * WARM_UP_OTHERS, applicants::browse);
    }

    /** A busy machine loses one or the other: whoever wants to sign in then tries again, and it is told. */
    private <T> void many(int count, Supplier<Future<T>> one) throws InterruptedException, ExecutionException {
        crowd.each(count, () -> one.get().recover(broken -> again(one, broken)));
    }

    private <T> Future<T> again(Supplier<Future<T>> one, Throwable broken) {
        failed++;
        return failed > MOST_FAILED ? Future.failedFuture(broken) : one.get();
    }

    private Growth grow(Beginning beginning, Checkpoint before)
            throws IOException, InterruptedException, ExecutionException {
        System.out.printf("%s: %d logins%n", beginning.label(), beginning.most());
        List<Checkpoint> checkpoints = new ArrayList<>(List.of(before));
        for (int step = 1; step <= Beginning.steps(); step++) {
            many(beginning.step(), begin(beginning));
            checkpoints.add(checkpoint(step * beginning.step()));
        }
        return new Growth(beginning, checkpoints);
    }

    private Supplier<Future<Void>> begin(Beginning beginning) {
        return switch (beginning) {
            case BROWSER -> () -> applicants.browse().onSuccess(browsers::add).mapEmpty();
            case PUSHED -> () -> applicants.push().onSuccess(pushed::add).mapEmpty();
            case CHALLENGED -> () -> applicants.challenge().mapEmpty();
        };
    }

    private Checkpoint checkpoint(int logins) throws IOException, InterruptedException, ExecutionException {
        // Whatever was begun last, the same connections to the regions are open.
        many(MORE_THAN_CONNECTIONS, applicants::browse);
        LockSupport.parkNanos(REST.toNanos());
        jcmd.collect();
        List<ClassHistogram> heaps = new ArrayList<>();
        for (int i = 0; i < READINGS; i++) {
            heaps.add(jcmd.heap());
        }
        return new Checkpoint(logins, heaps, jcmd.direct());
    }

    /** Old ones and young ones alike. */
    private List<HalfLogin> sample() {
        List<HalfLogin> sample = new ArrayList<>(spread(browsers, BROWSERS_TO_FINISH));
        sample.addAll(spread(pushed, PUSHED_TO_FINISH));
        return sample;
    }

    private static List<HalfLogin> spread(List<HalfLogin> all, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> all.get((int) ((long) number * all.size() / count)))
                .toList();
    }

    private int finish(List<HalfLogin> sample) throws InterruptedException, ExecutionException {
        Iterator<HalfLogin> next = sample.iterator();
        AtomicInteger finished = new AtomicInteger();
        crowd.each(sample.size(), () -> applicants
                .finish(next.next())
                .onSuccess(tokens -> finished.incrementAndGet())
                .onFailure(broken -> System.err.println(broken.getMessage()))
                .transform(any -> Future.succeededFuture()));
        return finished.get();
    }
}
