/**
 * The losses as options: content, style and total variation, each with every number that shapes it,
 * and the conventions by which programs of this kind scale them.
 */
package dev.impasto.loss;
