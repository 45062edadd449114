/**
 * Reads the public formats that hold trained weights as named tensors, trusting nothing in them.
 *
 * <p>Whatever is wrong with a file ends in {@link dev.impasto.problem.InvalidInputException}; no
 * number in it is believed before it is compared with the file's size. What the tensors mean is not
 * known here.
 */
package dev.impasto.internal.weights;
