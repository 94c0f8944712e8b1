/** Owns the encrypted append-only event log: key file, record framing, the primary's writer and the replica's follower. No HTTP. */
@NullMarked
package io.sallyport.regions.log;

import org.jspecify.annotations.NullMarked;
