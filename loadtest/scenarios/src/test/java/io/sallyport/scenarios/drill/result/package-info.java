/** Tests of figures and verdicts. */
@NullMarked
package io.sallyport.scenarios.drill.result;

import org.jspecify.annotations.NullMarked;
