package dev.impasto.loss;

import dev.impasto.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far a picture's strokes are from running as the style picture's do: in one direction at each
 * place, at any place in another. What filters do together, in the mean over a picture, is the same
 * for strokes of all directions and for a hatching that has all directions everywhere; the small
 * network that comes with the library leaves hatching. So the variances and covariances, over
 * windows of two sizes, of the {@link StructureTensor}'s numbers are compared, and their means.
 *
 * <p>It works on the pixels themselves, in plain Java by the engine's threads, and costs a few
 * hundredths of the network's evaluation.
 */
public final class StrokeLoss {
  /** Cells across the windows: 8 and 16 pixels. */
  private static final int[] SIZES = {2, 4};

  private final Engine engine;
  private final double weight;
  private final StructureTensor cells;
  private final double[] slopes;
  private final List<Scale> scales = new ArrayList<>();

  /** Windows of one size. */
  private record Scale(StrokeWindows windows, StyleDistance distance) {}

  /**
   * Of pictures of one size.
   *
   * @param engine lends its threads
   * @param height rows of pixels
   * @param width columns of pixels
   * @param weight what the relative distances are multiplied by, above 0
   */
  public StrokeLoss(Engine engine, int height, int width, double weight) {
    this.engine = engine;
    this.weight = weight;
    this.cells = new StructureTensor(engine, height, width);
    this.slopes = new double[StructureTensor.PARTS * cells.rows() * cells.columns()];
  }

  /**
   * Looks at a style picture. Windows are left out that one of the pictures is too small for.
   *
   * @param pixels {@code styleHeight x styleWidth x 3} values in 0..1
   */
  public void aim(int styleHeight, int styleWidth, float[] pixels) {
    StructureTensor styleCells = new StructureTensor(engine, styleHeight, styleWidth);
    double[] numbers = styleCells.forward(pixels);
    scales.clear();
    for (int size : SIZES) {
      if (StrokeWindows.fit(cells, size) && StrokeWindows.fit(styleCells, size)) {
        StyleTarget target = new StrokeWindows(styleCells, size).forward(numbers);
        StyleDistance distance = new CovarianceDistance(target, weight / SIZES.length);
        scales.add(new Scale(new StrokeWindows(cells, size), distance));
      }
    }
  }

  /** Has the distance take the content picture's strokes into account, too. */
  public void balance(float[] content) {
    double[] numbers = cells.forward(content);
    scales.forEach(scale -> scale.distance.balance(scale.windows.forward(numbers)));
  }

  /**
   * Evaluates a picture.
   *
   * @param gradient the derivative with respect to each of {@code pixels} is added to it
   * @param pixels of the content's size
   * @return the weighted value
   */
  public double addTo(float[] gradient, float[] pixels) {
    if (scales.isEmpty()) {
      return 0;
    }
    double[] numbers = cells.forward(pixels);
    Arrays.fill(slopes, 0);
    double value = 0;
    for (Scale scale : scales) {
      StyleTarget statistics = scale.windows.forward(numbers);
      StyleSlopes derivative = StyleSlopes.of(statistics);
      value += scale.distance.compare(statistics, derivative);
      scale.windows.backward(derivative, slopes);
    }
    cells.backward(pixels, slopes, gradient);
    return value;
  }
}
