/** Many pictures at once: what is asked for, what the results are called, and which are done. */
package dev.impasto.batch;
