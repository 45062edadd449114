package dev.impasto.spark;

import java.io.Serializable;

/**
 * A picture to be made.
 *
 * @param request in JSON, with the names of files as every executor finds them
 * @param output the result's name in the output folder
 */
record JobRow(String request, String output) implements Serializable {
  private static final long serialVersionUID = 1;
}
