package io.sallyport.regions.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which certificate a region shows on new connections when TLS is on. */
public enum Certificate {
    /** A good one. */
    @JsonProperty("valid")
    VALID,
    /** One that ended yesterday. */
    @JsonProperty("expired")
    EXPIRED
}
