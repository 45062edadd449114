/** How a loop over long vectors is divided among threads. */
package dev.impasto.parallel;
