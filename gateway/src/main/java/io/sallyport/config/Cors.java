package io.sallyport.config;

import java.util.List;

/**
 * Cross-origin answers of the gateway itself.
 *
 * @param origins that may call from a browser, as the browser sends them
 */
public record Cors(List<String> origins) {

    /** Takes a copy of the list. */
    public Cors {
        origins = List.copyOf(origins);
    }
}
