/**
 * Reads the public formats that hold trained weights as named tensors, trusting nothing in them.
 *
 * <p>A damaged file causes an {@link dev.impasto.problem.InvalidInputException}; every number in it
 * is compared with the file's size before use. This package does not know what the tensors mean.
 */
package dev.impasto.internal.weights;
