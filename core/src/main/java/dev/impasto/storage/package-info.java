/** Where many numbers lie: in the Java heap, or in files of a work folder. */
package dev.impasto.storage;
