package io.sallyport.scenarios.drill;

import io.sallyport.scenarios.drill.load.Side;
import io.sallyport.scenarios.drill.result.Sighting;
import io.sallyport.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the gateway's metrics all the time, and remembers when it saw the controller's state change. */
final class StateWatch implements AutoCloseable {

    /** How exact the times are. */
    static final Duration INTERVAL = Duration.ofMillis(50);

    private static final Duration RECENT = Duration.ofSeconds(1);

    private static final Pattern STATE = Pattern.compile("sallyport_controller_state\\{state=\"(\\w+)\"} 1\\.0");
    private static final Pattern ACTIVE = Pattern.compile("sallyport_active_region\\{region=\"(\\w+)\"} 1\\.0");
    private static final Pattern DETECTION =
            Pattern.compile("sallyport_failover_detection_seconds_sum(?:\\{})? ([0-9.E+-]+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final Ticker ticker;
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Long> looks = new ArrayList<>();
    private final Thread thread;
    private volatile boolean isClosed;

    StateWatch(URI admin, Ticker ticker) {
        this.request = HttpRequest.newBuilder(admin.resolve("/metrics"))
                .timeout(Duration.ofSeconds(2))
                .build();
        this.ticker = ticker;
        this.thread = new Thread(this::watch, "watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!isClosed) {
            try {
                seen(http.send(request, BodyHandlers.ofString()).body());
            } catch (IOException looksAgain) {
                // The gateway is stopping, or too busy: a gap between the looks, which the drill is judged by.
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private void seen(String metrics) {
        long now = ticker.nanos();
        Matcher state = STATE.matcher(metrics);
        Matcher active = ACTIVE.matcher(metrics);
        Matcher detection = DETECTION.matcher(metrics);
        if (state.find() && active.find()) {
            double seconds = detection.find() ? Double.parseDouble(detection.group(1)) : 0;
            Side serving = Side.valueOf(active.group(1).toUpperCase(Locale.ROOT));
            add(new Sighting(now, state.group(1), serving, seconds));
        }
    }

    private synchronized void add(Sighting sighting) {
        looks.add(sighting.nanos());
        Sighting last = sightings.isEmpty() ? null : sightings.get(sightings.size() - 1);
        if (last == null || !last.isSameAs(sighting)) {
            sightings.add(sighting);
        }
    }

    /** What changed, and the first sighting of all. */
    synchronized List<Sighting> sightings() {
        return List.copyOf(sightings);
    }

    /** When the state was read since that time. */
    synchronized List<Long> looksSince(long nanos) {
        return looks.stream().filter(look -> look >= nanos).toList();
    }

    /** Whether the last look is recent, and that was the state. */
    private synchronized boolean isNow(String state) {
        return !sightings.isEmpty()
                && sightings.get(sightings.size() - 1).state().equals(state)
                && ticker.nanos() - looks.get(looks.size() - 1) <= RECENT.toNanos();
    }

    /** Waits until the gateway is in that state. */
    boolean await(String state, Duration longest) {
        long end = ticker.nanos() + longest.toNanos();
        while (ticker.nanos() < end) {
            if (isNow(state)) {
                return true;
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
        return false;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
