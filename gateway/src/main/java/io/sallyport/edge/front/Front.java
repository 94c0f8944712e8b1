package io.sallyport.edge.front;

import io.sallyport.metrics.StreamMeters;

/** What all event loops share of what front ends are told. */
public record Front(Capabilities capabilities, StreamLimit limit, StreamMeters meters) {

    /** Publishes how many streams are open. */
    public Front {
        meters.open(limit::open);
    }
}
