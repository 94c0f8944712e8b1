package io.sallyport.edge.front;

import io.sallyport.guard.source.SourcePlaces;
import io.sallyport.metrics.StreamMeters;

/** What all event loops share of what front ends are told. */
public record Front(Capabilities capabilities, SourcePlaces streams, StreamMeters meters) {

    /** Publishes how many streams are open. */
    public Front {
        meters.open(streams::taken);
    }
}
