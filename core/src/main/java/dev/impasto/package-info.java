/** Style transfer itself, and its options. */
package dev.impasto;
