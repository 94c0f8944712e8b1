package io.sallyport.config;

/** Who checks signatures. */
public enum Crypto {
    /** A native library where it loads and passes its self-test; the JDK for what is left. */
    AUTO,
    /** The JDK alone. */
    JDK
}
