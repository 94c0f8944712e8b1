/** Owns the bridge between Vert.x and the surfaces: calls, answers, pages and routes. Knows no protocol. */
@NullMarked
package io.sallyport.regions.web;

import org.jspecify.annotations.NullMarked;
