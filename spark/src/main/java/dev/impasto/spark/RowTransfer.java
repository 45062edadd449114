package dev.impasto.spark;

import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Rows with photographs to rows with results, one at a time. */
final class RowTransfer implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final Broadcast<TransferPlan> plan;
  private final PictureColumn column;
  private final int input;
  private final int path;

  /**
   * For rows.
   *
   * @param input the photographs' column
   * @param path the column that says where they are from, or -1
   */
  RowTransfer(Broadcast<TransferPlan> plan, PictureColumn column, int input, int path) {
    this.plan = plan;
    this.column = column;
    this.input = input;
    this.path = path;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      private TransferPlan.@Nullable Ready ready;

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        try {
          if (ready == null) {
            ready = new TransferPlan.Ready(plan.value());
          }
          return with(row, result(row, ready), null);
        } catch (InvalidInputException e) {
          return with(row, null, e.getMessage());
        }
      }
    };
  }

  private Object result(Row row, TransferPlan.Ready ready) {
    if (row.isNullAt(input)) {
      throw new InvalidInputException("there is no photograph");
    }
    String origin = "";
    if (column == PictureColumn.IMAGES) {
      String named = row.getStruct(input).getString(0);
      origin = named == null ? "" : named;
    } else if (path >= 0 && !row.isNullAt(path)) {
      origin = row.getString(path);
    }
    String name = origin.isEmpty() ? "photograph" : origin;
    Picture photograph = column.read(plan.value(), name, row.get(input));
    return column.written(plan.value(), origin, ready.transfer(name, photograph));
  }

  private static Row with(Row row, @Nullable Object result, @Nullable String problem) {
    @Nullable Object[] values = new @Nullable Object[row.size() + 2];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    values[row.size()] = result;
    values[row.size() + 1] = problem;
    return RowFactory.create(values);
  }
}
