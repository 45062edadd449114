/** The chain of a network's operations at one picture size, forward and backward. */
package dev.impasto.internal.vgg;
