package io.sallyport.scenarios.drill.result;

/**
 * How the surviving region first helped after the fault.
 *
 * @param millis how long the first request took, by the time at which it was due, that the surviving region answered
 * @param sinceFaultMillis when the surviving region's first answer was there; a later request may be answered earlier
 */
public record FirstSuccess(double millis, double sinceFaultMillis) {}
