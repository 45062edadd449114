/** What must stay true of the code as a whole, and of the page that describes it. */
package dev.impasto.architecture;
