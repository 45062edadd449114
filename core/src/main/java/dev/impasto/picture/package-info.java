/** Pictures: files to pixels and back, color profiles, turning, resizing. */
package dev.impasto.picture;
