/** Owns what is made of a drill's samples: figures, verdicts, the table and the JSON file. Pure, but for writing. */
@NullMarked
package io.sallyport.scenarios.drill.result;

import org.jspecify.annotations.NullMarked;
