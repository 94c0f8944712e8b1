package io.sallyport.serving.replay;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.operation.Dialect;
import io.sallyport.serving.replay.ReplayQueue.Ended;
import io.sallyport.serving.revocation.Means;
import io.sallyport.serving.revocation.Replay;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.time.Ticker;
import io.sallyport.token.RevocationTarget;
import io.sallyport.upstream.Region;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes revocations to the regions that do not learn of them by themselves, each as soon as it is usable: never to one that is
 * lost or inactive. All of it on one event loop.
 */
public final class Replayer {

    private static final long TICK_MILLIS = 200;

    /** Between two looks for tokens that have expired while their region was away. */
    private static final int TICKS_PER_LOOK = 25;

    private static final int AT_ONCE = 8;
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /**
     * How it is set up.
     *
     * @param tries after so many failures a replay is given up
     * @param deadline of one try
     */
    public record Settings(int tries, Duration deadline) {

        private ReplayQueue.Pace pace() {
            return new ReplayQueue.Pace(AT_ONCE, tries, FIRST_DELAY, LONGEST_DELAY);
        }
    }

    private final Vertx vertx;
    private final RevocationJournal journal;
    private final Supplier<ServingView> view;
    private final Administrator administrator;
    private final TokenCourier courier;
    private final Ticker ticker;
    private final InstantSource clock;
    private final Map<RegionName, ReplayQueue> queues = new LinkedHashMap<>();
    private @Nullable Context context;
    private long timer = -1;
    private int ticks;

    /**
     * Makes it; {@link #start} begins.
     *
     * @param regions every region that a revocation may have to go to
     * @param administrator goes first, where it can
     * @param random spreads tries
     */
    public Replayer(
            Vertx vertx,
            Settings settings,
            RevocationJournal journal,
            Supplier<ServingView> view,
            Dialect dialect,
            Map<RegionName, Region> regions,
            Administrator administrator,
            Ticker ticker,
            InstantSource clock,
            RandomGenerator random) {
        this.vertx = vertx;
        this.journal = journal;
        this.view = view;
        this.administrator = administrator;
        this.courier = new TokenCourier(dialect, regions, settings.deadline());
        this.ticker = ticker;
        this.clock = clock;
        regions.keySet()
                .forEach(region -> queues.put(region, new ReplayQueue(settings.pace(), random, ticker.nanos())));
    }

    /** Begins with what is pending; the journal must be open. */
    public void start() {
        Context own = vertx.getOrCreateContext();
        context = own;
        own.runOnContext(v -> {
            journal.replayBy(entry -> own.runOnContext(later -> add(entry))).forEach(this::add);
            timer = vertx.setPeriodic(TICK_MILLIS, t -> tick());
        });
    }

    private void add(RevocationEntry entry) {
        entry.pending().stream().filter(queues::containsKey).forEach(region -> {
            queue(region).add(entry.id(), subject(entry), ticker.nanos());
            pump(region);
        });
    }

    /** Of one subject, or where nobody knows whose it is of one token, the order counts. */
    private static Object subject(RevocationEntry entry) {
        return entry.username() == null ? RevocationTarget.of(entry.revocation()) : entry.username();
    }

    private ReplayQueue queue(RegionName region) {
        return Objects.requireNonNull(queues.get(region));
    }

    private void tick() {
        ticks++;
        queues.keySet().forEach(this::pump);
        if (ticks % TICKS_PER_LOOK == 0) {
            queues.forEach((region, queue) -> queue.ids().forEach(id -> expire(id, region)));
        }
    }

    private void expire(long id, RegionName region) {
        journal.find(id)
                .filter(entry -> isExpired(entry, region))
                .ifPresent(entry -> impossible(entry, region, Replay.Reason.EXPIRED));
    }

    private boolean isExpired(RevocationEntry entry, RegionName region) {
        Means means = entry.means();
        return entry.isPendingTo(region)
                && !administrator.carries(entry.revocation())
                && means != null
                && means.isOver(clock.instant());
    }

    private void pump(RegionName region) {
        ServingView now = view.get();
        if (now.state() == ControllerState.Name.STARTING || !now.usable().contains(region)) {
            return;
        }
        List<Long> due = queue(region).due(ticker.nanos());
        while (!due.isEmpty()) {
            due.forEach(id -> send(id, region));
            // Some may have been over at once.
            due = queue(region).due(ticker.nanos());
        }
    }

    private void send(long id, RegionName region) {
        Optional<RevocationEntry> entry = journal.find(id).filter(known -> known.isPendingTo(region));
        if (entry.isEmpty()) {
            over(id, region);
        } else if (isExpired(entry.get(), region)) {
            impossible(entry.get(), region, Replay.Reason.EXPIRED);
            over(id, region);
        } else {
            carry(entry.get(), region);
        }
    }

    private void carry(RevocationEntry entry, RegionName region) {
        Means means = entry.means();
        if (administrator.carries(entry.revocation())) {
            await(administrator.signOut(entry, region), entry, region);
        } else if (means != null) {
            await(courier.carry(entry.operation(), means, region), entry, region);
        } else {
            impossible(entry, region, Replay.Reason.NO_MEANS);
            over(entry.id(), region);
        }
    }

    private void await(Future<Delivery> carried, RevocationEntry entry, RegionName region) {
        carried.otherwise(Delivery.FAILED).onSuccess(delivery -> {
            delivered(entry, region, delivery);
            pump(region);
        });
    }

    private void delivered(RevocationEntry entry, RegionName region, Delivery delivery) {
        switch (delivery) {
            case ACCEPTED -> journal.settle(entry.id(), region, Replay.done(clock.instant()));
            case REFUSED -> impossible(entry, region, Replay.Reason.REFUSED);
            case FAILED, BUSY -> {
                Ended how = delivery == Delivery.BUSY ? Ended.BUSY : Ended.FAILED;
                if (queue(region).ended(entry.id(), how, ticker.nanos())) {
                    impossible(entry, region, Replay.Reason.GAVE_UP);
                }
                return;
            }
        }
        over(entry.id(), region);
    }

    private void over(long id, RegionName region) {
        queue(region).ended(id, Ended.OVER, ticker.nanos());
    }

    private void impossible(RevocationEntry entry, RegionName region, Replay.Reason reason) {
        journal.settle(entry.id(), region, Replay.impossible(clock.instant(), reason));
    }

    /** Sends nothing more. What is under way ends as it may: it is asked for again after the next start. */
    public Future<Void> close() {
        Context own = context;
        if (own != null) {
            own.runOnContext(v -> vertx.cancelTimer(timer));
        }
        return administrator.close();
    }
}
