/** What tests make faults with, and what a message about one may look like. */
package dev.impasto.faults;
