package io.sallyport.regions.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is wrong with a region. */
public enum Mode {
    /** Nothing. */
    @JsonProperty("none")
    NONE,
    /** The port is closed, and every connection with it. */
    @JsonProperty("refuse")
    REFUSE,
    /** The port answers no attempt to connect, as a host that is gone; connections that exist fall silent. */
    @JsonProperty("unreachable")
    UNREACHABLE,
    /** Connections are accepted, requests are read, nothing is ever answered. */
    @JsonProperty("blackhole")
    BLACKHOLE,
    /** Requests are carried out, and the connection is reset in the middle of the answer. */
    @JsonProperty("reset")
    RESET,
    /** Answers are late. */
    @JsonProperty("slow")
    SLOW,
    /** Requests are answered with a server error. */
    @JsonProperty("error")
    ERROR,
    /** Requests are answered with "too many requests". */
    @JsonProperty("throttle")
    THROTTLE
}
