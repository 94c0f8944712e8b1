package io.sallyport.scenarios.drill.result;

/** Whether a target was reached. */
public record Verdict(String drill, String target, String measured, boolean isReached) {}
