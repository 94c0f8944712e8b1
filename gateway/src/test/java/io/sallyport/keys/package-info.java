/** Tests of where keys come from, against scripted sources on loopback. */
@NullMarked
package io.sallyport.keys;

import org.jspecify.annotations.NullMarked;
