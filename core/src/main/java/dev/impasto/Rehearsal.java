package dev.impasto;

import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Estimates a run's time from the first steps of the same run at a small size: the time of an
 * evaluation is nearly proportional to the pixels.
 */
final class Rehearsal {
  /** The longest side rehearsed: an evaluation takes a tenth of a second or so. */
  private static final int SIZE = 320;

  /** Steps after which the program is compiled, and the optimizer remembers all it ever will. */
  private static final int STEPS = 60;

  /** Where steps are slow, no more of them are made than in so many seconds. */
  private static final double SECONDS = 4;

  /** But as many as are needed to tell the first ones, which compile the program, from others. */
  private static final int FEWEST = 6;

  private final TransferRequest request;
  private final Function<TransferRequest, Execution> executions;

  /** The seconds that passed before each step ended. */
  private final List<Double> ends = new ArrayList<>();

  /** The evaluations that had been done. */
  private final List<Integer> evaluations = new ArrayList<>();

  private long pixels;

  /**
   * Of a request.
   *
   * @param executions makes an execution of a request
   */
  Rehearsal(TransferRequest request, Function<TransferRequest, Execution> executions) {
    this.request = request;
    this.executions = executions;
  }

  /** Takes a few seconds, and returns how fast the run will be. */
  Pace pace() {
    rehearse(request.options());
    double perEvaluation = secondsPerEvaluation();
    return new Pace(
        perEvaluation / pixels, Math.max(0, last(ends) - last(evaluations) * perEvaluation));
  }

  private void rehearse(TransferOptions options) {
    TransferOptions small =
        options
            .withSize(Math.min(options.size(), Math.max(SIZE, smallest())))
            .withSchedule(s -> s.withScales(1).withIterations(STEPS));
    pixels = ScaleSchedule.of(request.content().picture(), small).get(0).pixels();
    long began = System.nanoTime();
    executions
        .apply(request.withOptions(small).withChanges(List.of()))
        .execute(
            progress -> {
              ends.add((System.nanoTime() - began) / 1e9);
              evaluations.add(progress.at().evaluations());
              return ends.size() < FEWEST || last(ends) < SECONDS;
            });
  }

  /** The longest side at which the shorter one is long enough. */
  private int smallest() {
    double longer =
        Math.max(request.content().picture().width(), request.content().picture().height());
    double shorter =
        Math.min(request.content().picture().width(), request.content().picture().height());
    return (int) Math.ceil(TransferOptions.SMALLEST * longer / shorter);
  }

  /** The median of the later half: the first steps compile the program. */
  private double secondsPerEvaluation() {
    List<Double> each = new ArrayList<>();
    for (int i = Math.max(1, ends.size() / 2); i < ends.size(); i++) {
      each.add(
          (ends.get(i) - ends.get(i - 1))
              / Math.max(1, evaluations.get(i) - evaluations.get(i - 1)));
    }
    if (each.isEmpty()) {
      return last(ends) / Math.max(1, last(evaluations));
    }
    each.sort(null);
    return each.get(each.size() / 2);
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }
}
