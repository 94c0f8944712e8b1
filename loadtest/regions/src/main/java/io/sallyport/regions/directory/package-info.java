/** Owns what a region knows: the one event hierarchy, its fold into users, clients, sessions and keys. No I/O, no Vert.x. */
@NullMarked
package io.sallyport.regions.directory;

import org.jspecify.annotations.NullMarked;
