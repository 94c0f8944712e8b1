@NullMarked
package io.sallyport.oidc.affinity;

import org.jspecify.annotations.NullMarked;
