package io.sallyport.scenarios.drill.result;

/**
 * The first request, by the time of its answer, that the surviving region answered after the fault.
 *
 * @param millis how long it took, from when it was due
 * @param sinceFaultMillis when it was answered
 */
public record FirstSuccess(double millis, double sinceFaultMillis) {}
