/** Tests of the command line. */
@NullMarked
package dev.impasto.cli;

import org.jspecify.annotations.NullMarked;
