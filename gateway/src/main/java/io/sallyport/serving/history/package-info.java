/**
 * What was decided and what outages cost: kept in memory for operators to read, and written through the sealed journal.
 * Decides nothing.
 */
@NullMarked
package io.sallyport.serving.history;

import org.jspecify.annotations.NullMarked;
