package io.sallyport.scenarios.memory;

import java.util.List;

/**
 * A straight line through measurements (least squares).
 *
 * @param slope bytes a login
 * @param spread twice the standard error of the slope
 */
record Line(double slope, double spread) {

    private static final int FEWEST = 3;

    /** So many bytes at so many logins. */
    record Point(double logins, double bytes) {}

    /**
     * Fits it.
     *
     * @throws IllegalArgumentException where there are too few points to tell how well it fits, or all at one place
     */
    static Line through(List<Point> points) {
        double logins = points.stream().mapToDouble(Point::logins).average().orElse(0);
        double bytes = points.stream().mapToDouble(Point::bytes).average().orElse(0);
        double width = 0;
        double product = 0;
        for (Point point : points) {
            width += square(point.logins() - logins);
            product += (point.logins() - logins) * (point.bytes() - bytes);
        }
        if (points.size() < FEWEST || width == 0) {
            throw new IllegalArgumentException("no line through " + points);
        }
        double slope = product / width;
        double missed = points.stream()
                .mapToDouble(point -> square(point.bytes() - bytes - slope * (point.logins() - logins)))
                .sum();
        return new Line(slope, 2 * Math.sqrt(missed / (points.size() - 2) / width));
    }

    private static double square(double value) {
        return value * value;
    }
}
