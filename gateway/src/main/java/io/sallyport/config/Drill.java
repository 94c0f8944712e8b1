package io.sallyport.config;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A drill that is due every week.
 *
 * @param region an active replica; null: the first active one
 * @param percent the share of new flows
 * @param day the day on which the window opens
 * @param start the time of day at which it opens
 * @param duration how long it is open
 * @param zone where day and start are told
 * @param maxFailedPercent a higher share of failed requests at the replica aborts the drill
 */
public record Drill(
        @Nullable String region,
        int percent,
        DayOfWeek day,
        LocalTime start,
        Duration duration,
        ZoneId zone,
        int maxFailedPercent) {}
