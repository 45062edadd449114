/** How files are written. */
package dev.impasto.file;
