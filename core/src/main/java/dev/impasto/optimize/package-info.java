/** Minimizers over one flat vector. */
package dev.impasto.optimize;
