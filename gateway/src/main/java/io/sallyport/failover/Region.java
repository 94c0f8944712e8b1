package io.sallyport.failover;

import io.sallyport.operation.Plane;
import java.util.Set;

/**
 * A region as the controller knows it.
 *
 * @param name its name
 * @param active whether end-user traffic may ever go there; the primary always is
 * @param planes the planes it has; {@code login} and {@code token} at least
 */
public record Region(RegionName name, boolean active, Set<Plane> planes) {

    /** Refuses a region without login or token plane. */
    public Region {
        planes = Set.copyOf(planes);
        if (!planes.contains(Plane.LOGIN) || !planes.contains(Plane.TOKEN)) {
            throw new IllegalArgumentException("a region has a login and a token plane: " + name);
        }
    }

    /** Whether the loss of this plane makes the region unusable; the loss of {@code keys} never does. */
    public boolean needs(Plane plane) {
        return plane != Plane.KEYS && planes.contains(plane);
    }
}
