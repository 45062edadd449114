/** Tests of whole runs and of their options. */
package dev.impasto;
