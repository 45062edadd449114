/** Tests of what measurements rest on. */
@NullMarked
package dev.impasto.bench;

import org.jspecify.annotations.NullMarked;
