package io.sallyport.failover;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * A drill that is due every week. Wall time comes in with every call; a day on which clocks change has the window that its
 * zone's clock shows.
 *
 * @param day the day on which the window opens
 * @param start the time of day at which it opens
 * @param lasts how long it is open, 24 h at most
 * @param zone where day and start are told
 * @param region an active replica; empty for the preferred one
 * @param percent the share of new flows, 1 to 100
 * @param maxFailedPercent a higher share of failed requests aborts the drill, 1 to 100
 */
public record WeeklyDrill(
        DayOfWeek day,
        LocalTime start,
        Duration lasts,
        ZoneId zone,
        Optional<RegionName> region,
        int percent,
        int maxFailedPercent) {

    /** Who orders a drill that is due. */
    public static final String SCHEDULE = "schedule";

    /** When the window that is open at that time opened; empty while none is. */
    public Optional<Instant> opened(Instant now) {
        LocalDate date = now.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(day));
        Instant last = ZonedDateTime.of(date, start, zone).toInstant();
        Instant opened = last.isAfter(now)
                ? ZonedDateTime.of(date.minusWeeks(1), start, zone).toInstant()
                : last;
        return now.isBefore(opened.plus(lasts)) ? Optional.of(opened) : Optional.empty();
    }

    /** The order for what is left of a window that opened then. */
    public Input.Drill order(Instant opened, Instant now) {
        Duration left = Duration.between(now, opened.plus(lasts));
        return new Input.Drill(region, percent, left, maxFailedPercent, SCHEDULE, "the weekly window of " + day);
    }
}
