/**
 * The failover drills: two regions and a gateway, each a process of its own, a constant load, one outage after the other, and
 * what the clients noticed. Owns the processes, the catalogue of outages and the course of a run; {@code load} makes the
 * requests, {@code result} judges.
 */
@NullMarked
package io.sallyport.scenarios.drill;

import org.jspecify.annotations.NullMarked;
