/** Owns the encrypted append-only event logs: key file, framing, head, the one writer of each and the replica's follower. No HTTP. */
@NullMarked
package io.sallyport.regions.log;

import org.jspecify.annotations.NullMarked;
