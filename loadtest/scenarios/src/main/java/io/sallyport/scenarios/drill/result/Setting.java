package io.sallyport.scenarios.drill.result;

import java.time.Instant;

/** Where and when a run took place. */
public record Setting(String jdk, String system, int cores, Instant date) {

    /** This machine. */
    public static Setting here(Instant now) {
        return new Setting(
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                now);
    }
}
