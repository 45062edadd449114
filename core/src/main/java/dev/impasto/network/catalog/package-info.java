/** Networks that are published, how they are fetched, and the folder they are installed in. */
package dev.impasto.network.catalog;
