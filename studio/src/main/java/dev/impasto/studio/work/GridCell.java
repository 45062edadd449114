package dev.impasto.studio.work;

import java.util.List;

/**
 * A job's place among those of a grid.
 *
 * @param id the grid's
 * @param labels the values that it has of what varies
 * @param column from 0
 * @param row from 0
 */
public record GridCell(String id, List<String> labels, int column, int row) {
  /** Keeps the labels. */
  public GridCell {
    labels = List.copyOf(labels);
  }
}
