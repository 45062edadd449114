/** A local page on which to paint: its server, its queue of pictures to be made, and its memory. */
@NullMarked
package dev.impasto.studio;

import org.jspecify.annotations.NullMarked;
