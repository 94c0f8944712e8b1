/** Owns the certificates of regions that speak TLS: a throwaway authority, a good certificate and an expired one. */
@NullMarked
package io.sallyport.regions.tls;

import org.jspecify.annotations.NullMarked;
