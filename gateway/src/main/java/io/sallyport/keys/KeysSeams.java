package io.sallyport.keys;

import io.sallyport.time.Ticker;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What keys need of the world beside the network.
 *
 * @param lastGood answers kept across restarts
 * @param observer told what happens
 * @param ticker ages
 * @param clock ages across restarts
 * @param random spreads refreshes
 */
public record KeysSeams(
        LastGood lastGood, KeysObserver observer, Ticker ticker, InstantSource clock, RandomGenerator random) {}
