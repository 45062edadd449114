/** Tests of the studio. */
package dev.impasto.studio;
