/**
 * The parts of what is minimized, value and derivative side by side: content, style, total
 * variation; and the conventions by which programs of this kind scale them.
 */
package dev.impasto.loss;
