/** What is wrong with something given, and how a named thing is found or missed. */
package dev.impasto.problem;
