package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How fast pictures are made here with certain settings. It holds for other sizes and numbers of
 * iterations as well: the time of an evaluation is nearly proportional to the pixels.
 *
 * @param secondsPerPixel the time of an evaluation, divided by the pixels of the picture
 * @param beginning the seconds that the first evaluations take longer than others
 */
public record Pace(double secondsPerPixel, double beginning) {
  /** Each size begins with the responses of both pictures, and with making its operations. */
  private static final double EVALUATIONS_PER_SCALE = 2;

  /** Starting the program and reading two pictures; measured (docs/memory.md). */
  private static final double START = 1;

  /** Finishing a pixel of the result, and coding it; measured (docs/memory.md). */
  private static final double FINISH = 1e-6;

  /** Checks the values. */
  public Pace {
    require(
        secondsPerPixel > 0 && beginning >= 0,
        "a pace has more than 0 seconds for a pixel and 0 or more to begin with, not %s and %s",
        secondsPerPixel,
        beginning);
  }

  /**
   * The time from a program's start to its end that makes a picture at this pace.
   *
   * @param slowdown how many times as long a size takes as its pixels say
   */
  double seconds(TransferRequest request, ToDoubleFunction<ScaleSchedule.Size> slowdown) {
    TransferOptions options = request.options();
    List<ScaleSchedule.Size> scales = ScaleSchedule.of(request.content().picture(), options);
    double seconds = START + beginning;
    for (int i = 0; i < scales.size(); i++) {
      double all = options.schedule().iterations(i) + EVALUATIONS_PER_SCALE;
      ScaleSchedule.Size at = scales.get(i);
      seconds += all * secondsPerPixel * at.pixels() * slowdown.applyAsDouble(at);
    }
    return seconds + FINISH * scales.get(scales.size() - 1).pixels();
  }
}
