/** The studio's queue: what is asked for, made, shown on the way, and kept. */
@NullMarked
package dev.impasto.studio.work;

import org.jspecify.annotations.NullMarked;
