package dev.impasto.bench;

import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Preprocessing;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the gradient of neural-style's loss through full-width VGG-19 (random weights) with that
 * of PyTorch in double precision, for the example pictures.
 *
 * <p>Arguments: the pictures' side (512), the Python that has PyTorch (python3); and {@code
 * --precision}, f32 unless given.
 */
public final class GradientAccuracy {
  /** Several, as a single response that rounding takes across zero decides much of an error. */
  private static final List<String> JUDGED =
      List.of(
          "docs/images/harbor-night.jpg",
          "examples/style/broken-planes.jpg",
          "examples/style/dabs-of-light.jpg",
          "examples/style/ink-wave.jpg",
          "examples/style/night-city.jpg");

  private GradientAccuracy() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    List<String> rest = new ArrayList<>(List.of(arguments));
    Precision precision = PrecisionOption.take(rest);
    int size = rest.isEmpty() ? 512 : Integer.parseInt(rest.get(0));
    String python = rest.size() > 1 ? rest.get(1) : "python3";
    Path folder = Files.createTempDirectory("impasto-gradient");
    Path network = folder.resolve("vgg19.safetensors");
    NetworkFile.write(RandomVgg.network(Preprocessing.CAFFE), network);
    Path content = square("examples/content/harbor-town.jpg", size, folder);
    Path style = square("examples/style/swirling-night.jpg", size, folder);
    Judge judge = new Judge(network, content, style);
    Path gradient = folder.resolve("gradient.f32");
    for (String judged : JUDGED) {
      System.out.println(judged);
      Path picture = square(judged, size, folder);
      Picture pixels = PictureReader.read(picture);
      float[] values = new float[pixels.rgb().length];
      judge.evaluate(pixels, Pooling.AVERAGE, precision, values);
      RawPicture.write(values, gradient);
      new ProcessBuilder(
              List.of(
                  python,
                  "bench/peers/gradient.py",
                  network.toString(),
                  content.toString(),
                  style.toString(),
                  picture.toString(),
                  gradient.toString()))
          .inheritIO()
          .start()
          .waitFor();
    }
  }

  /** Both programs read the same file, so that neither's resizing matters. */
  private static Path square(String name, int size, Path folder) {
    Path source = Path.of(name);
    Path file = folder.resolve(source.getFileName() + ".png");
    PictureWriter.write(PictureReader.read(source).resized(size, size), file);
    return file;
  }
}
