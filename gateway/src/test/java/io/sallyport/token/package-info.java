/** Tests of the verdict on a token, and the mint that makes tokens for tests, good and bad. */
@NullMarked
package io.sallyport.token;

import org.jspecify.annotations.NullMarked;
