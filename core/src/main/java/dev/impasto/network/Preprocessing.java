package dev.impasto.network;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.NamedChoice;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a picture's colors become a network's input: {@code input_k = (range v_k - mean_k) / std_k},
 * where {@code v} is the sRGB-encoded value in 0..1 and {@code k} the network's k-th channel.
 *
 * @param channels the order of the network's channels
 * @param range what full intensity is multiplied by: 1, or 255
 * @param mean three values in the network's order and range
 * @param std three values in the network's order and range, above 0
 */
public record Preprocessing(Channels channels, double range, List<Double> mean, List<Double> std) {
  /** As torchvision trains its networks: RGB, 0..1, ImageNet's mean and standard deviation. */
  public static final Preprocessing TORCHVISION =
      new Preprocessing(
          Channels.RGB, 1, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** As the authors of VGG trained it in Caffe: BGR, 0..255, the mean subtracted. */
  public static final Preprocessing CAFFE =
      new Preprocessing(
          Channels.BGR, 255, List.of(103.939, 116.779, 123.68), List.of(1.0, 1.0, 1.0));

  private static final List<String> NAMES = List.of("torchvision", "caffe");

  /**
   * Finds one of the two that published networks use.
   *
   * @param name {@code torchvision} or {@code caffe}
   * @throws dev.impasto.problem.InvalidInputException if there is none of that name
   */
  public static Preprocessing of(String name) {
    return NamedChoice.of("preprocessing", name, NAMES).equals("caffe") ? CAFFE : TORCHVISION;
  }

  /** The name for {@link #of}; {@code its own} where it is neither of the two. */
  public String name() {
    return equals(TORCHVISION) ? "torchvision" : equals(CAFFE) ? "caffe" : "its own";
  }

  /** All of it in one line, such as {@code BGR 0..255, mean 103.939 116.779 123.68, std 1 1 1}. */
  public String description() {
    return "%s 0..%s, mean %s, std %s".formatted(channels, text(range), text(mean), text(std));
  }

  private static String text(List<Double> values) {
    return values.stream().map(Preprocessing::text).collect(Collectors.joining(" "));
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** The order of a network's input channels. */
  public enum Channels {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red. */
    BGR
  }

  /** Checks the values. */
  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    require(
        range > 0 && Double.isFinite(range), "a network's range must be above 0, not %s", range);
    require(
        mean.size() == 3 && mean.stream().allMatch(Double::isFinite),
        "a network's mean must be three numbers, not %s",
        mean);
    require(
        std.size() == 3 && std.stream().allMatch(s -> s > 0 && Double.isFinite(s)),
        "a network's std must be three numbers above 0, not %s",
        std);
  }

  /** Which of red (0), green (1) and blue (2) the network's channel {@code k} is. */
  public int color(int k) {
    return channels == Channels.RGB ? k : 2 - k;
  }

  /** What the color of channel {@code k} in 0..1 is multiplied by. */
  public double scale(int k) {
    return range / std.get(k);
  }

  /** What is added to the scaled color of channel {@code k}. */
  public double offset(int k) {
    return -mean.get(k) / std.get(k);
  }

  /**
   * Makes a network's input of pixels in 0..1, red first; both {@code positions x 3} values, of
   * which positions {@code first} to {@code end - 1} are made.
   */
  public void apply(float[] pixels, float[] input, int first, int end) {
    for (int k = 0; k < 3; k++) {
      double scale = scale(k);
      double offset = offset(k);
      for (int i = 3 * first + k, from = 3 * first + color(k); i < 3 * end; i += 3, from += 3) {
        input[i] = (float) (pixels[from] * scale + offset);
      }
    }
  }

  /** From the derivative with respect to the input, that with respect to those pixels. */
  public void derive(float[] inputDerivative, float[] pixelDerivative, int first, int end) {
    for (int k = 0; k < 3; k++) {
      double scale = scale(k);
      for (int i = 3 * first + k, to = 3 * first + color(k); i < 3 * end; i += 3, to += 3) {
        pixelDerivative[to] = (float) (inputDerivative[i] * scale);
      }
    }
  }
}
