/**
 * Second opinions for the tests: the same numbers by the plainest code, in double precision.
 *
 * <p>What a table or map lacks makes a test fail by itself, so nulls are not tracked here.
 */
@NullUnmarked
package dev.impasto.reference;

import org.jspecify.annotations.NullUnmarked;
