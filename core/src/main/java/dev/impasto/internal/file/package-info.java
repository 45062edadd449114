/** How files are written. */
package dev.impasto.internal.file;
